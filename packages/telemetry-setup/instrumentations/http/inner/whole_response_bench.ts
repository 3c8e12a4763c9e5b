import { createWholeCheck } from "./whole_response.ts";

const isWhole = createWholeCheck({ fastPath: true });
const responses = {
  text: () => new Response("6"),
  "text with headers": () => new Response("6", { headers: { "content-type": "text/plain" } }),
};

for (const [name, create] of Object.entries(responses)) {
  Deno.bench(`new Response() of ${name}`, { group: name, baseline: true }, () => {
    create();
  });
  Deno.bench(`new Response() of ${name}, and whether it is whole`, { group: name }, () => {
    isWhole(create());
  });
  Deno.bench(`new Response() of ${name}, and whether its body is used`, { group: name }, () => {
    void create().bodyUsed;
  });
}
