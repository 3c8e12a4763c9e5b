import { copyHeaders, OUTGOING_HEADERS_SETTER } from "./outgoing_headers.ts";

const input = "http://dice.example/";
const record = { accept: "text/plain", "x-request-id": "7" };
const forms = { "an object": record, Headers: new Headers(record) };

for (const [name, headers] of Object.entries(forms)) {
  Deno.bench(`fetch makes Headers of ${name}`, { group: name, baseline: true }, () => {
    new Headers(headers);
  });
  Deno.bench(`fetch makes Headers of ${name}, with a trace context in it`, { group: name }, () => {
    const copy = copyHeaders({ input, init: { headers } });
    OUTGOING_HEADERS_SETTER.set(copy, "traceparent", "00-1-2-01");
    new Headers(copy);
  });
}
