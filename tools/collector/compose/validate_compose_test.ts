import assert from "node:assert/strict";
import { validateCompose } from "./validate_compose.ts";

Deno.test("validateCompose() names a key that there is not", () => {
  assert.deepEqual(validateCompose({ services: { app: { image: "a", memory_limit: "1g" } } }), [
    "/services/app must NOT have unevaluated properties: memory_limit",
  ]);
});

Deno.test("validateCompose() takes the keys that begin with x-", () => {
  assert.deepEqual(validateCompose({ "x-common": { anything: 1 }, services: {} }), []);
});

Deno.test("validateCompose() says where a mount is wrong", () => {
  const [first] = validateCompose({ services: { app: { volumes: [{ source: "./a" }] } } });
  assert.match(first ?? "", /^\/services\/app\/volumes\/0 /);
});
