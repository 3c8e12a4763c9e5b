import assert from "node:assert/strict";
import { endpointHost } from "./endpoint_host.ts";

Deno.test("endpointHost() always gives a port", () => {
  const cases: [string, string][] = [
    ["http://localhost:4318/v1/traces", "localhost:4318"],
    ["http://collector", "collector:80"],
    ["http://collector:80", "collector:80"],
    ["https://collector/path?token=x", "collector:443"],
    ["http://[::1]:4317", "[::1]:4317"],
    ["http://user:secret@127.0.0.1:1", "127.0.0.1:1"],
  ];
  for (const [endpoint, host] of cases) assert.equal(endpointHost(endpoint), host);
});

Deno.test("endpointHost() throws for what is no URL", () => {
  assert.throws(() => endpointHost("not a URL"), TypeError);
});
