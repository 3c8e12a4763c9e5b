import { parseRequestUrl } from "./parse_request_url.ts";

const url = "http://dice.example:8080/rolldice?rolls=3&player=alice";

Deno.bench("new URL()", { baseline: true }, () => {
  new URL(url);
});

Deno.bench("parseRequestUrl(), of an origin that is known", () => {
  parseRequestUrl(url);
});

const others = [1, 2, 3].map((n) => `http://dice${n}.example:8080/rolldice?rolls=3&player=alice`);
Deno.bench("parseRequestUrl() three times, of origins that are not", () => {
  for (const other of others) parseRequestUrl(other);
});
