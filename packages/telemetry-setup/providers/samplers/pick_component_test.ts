import assert from "node:assert/strict";
import { pickComponent } from "./pick_component.ts";

Deno.test("pickComponent() finds the one that is named, with and without settings", () => {
  assert.deepEqual(pickComponent("sampler", { a: { b: 1 } }), { name: "a", settings: { b: 1 } });
  assert.deepEqual(pickComponent("sampler", { a: null, b: undefined }), {
    name: "a",
    settings: undefined,
  });
});

Deno.test("pickComponent() throws where none is named, or several are", () => {
  const prefix = "Cannot create the sampler: exactly one is to be named, not";
  assert.throws(() => pickComponent("sampler", {}), new TypeError(`${prefix} none`));
  assert.throws(
    () => pickComponent("sampler", { a: null, b: {} }),
    new TypeError(`${prefix} a, b`),
  );
});
