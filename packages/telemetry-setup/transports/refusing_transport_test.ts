import assert from "node:assert/strict";
import { createRefusingTransport } from "./refusing_transport.ts";

Deno.test("createRefusingTransport() refuses everything with its reason", async () => {
  const transport = createRefusingTransport("http://c:4318", "not permitted");
  const verdict = await transport.send(new Uint8Array(), {
    signal: "traces",
    contentType: "application/json",
    encoding: "identity",
    itemCount: 1,
  });
  assert.deepEqual(verdict, { outcome: "refused", reason: "not permitted" });
  assert.equal(transport.destination, "http://c:4318");
});
