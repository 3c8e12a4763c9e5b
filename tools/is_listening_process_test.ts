import assert from "node:assert/strict";
import { isListening } from "./is_listening.ts";

const ignore = Deno.permissions.querySync({ name: "net" }).state !== "granted";

Deno.test("isListening() sees a listener come and go", { ignore }, async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = new URL(`http://127.0.0.1:${listener.addr.port}/v1/traces`);
  assert.equal(await isListening(url), true);
  listener.close();
  assert.equal(await isListening(url), false);
});
