import { parseRequestUrl } from "./parse_request_url.ts";

const url = "http://dice.example:8080/rolldice?rolls=3&player=alice";

Deno.bench("new URL()", { baseline: true }, () => {
  new URL(url);
});

Deno.bench("parseRequestUrl()", () => {
  parseRequestUrl(url);
});
