import assert from "node:assert/strict";
import { limitValue } from "./limit_value.ts";

Deno.test("limitValue() leaves alone what is short enough, and what has no length", () => {
  for (const value of ["abc", 12345, true, null]) assert.equal(limitValue(value, 3), value);
});

Deno.test("limitValue() cuts texts and bytes, however deep", () => {
  assert.equal(limitValue("abcd", 3), "abc");
  assert.deepEqual(limitValue(new Uint8Array([1, 2, 3, 4]), 3), new Uint8Array([1, 2, 3]));
  assert.deepEqual(limitValue(["abcd", { a: ["abcd", null] }], 3), ["abc", { a: ["abc", null] }]);
});

Deno.test("limitValue() keeps nothing where the limit is half a character", () => {
  assert.equal(limitValue("a", 0.5), "");
});
