import assert from "node:assert/strict";
import { deepFreeze } from "./deep_freeze.ts";

Deno.test("deepFreeze() freezes what lies inside objects and arrays, and returns the same", () => {
  const tree = { a: [{ b: { c: 1 } }], d: null };
  assert.equal(deepFreeze(tree), tree);
  assert.throws(() => (tree.a[0]!.b.c = 2), TypeError);
  assert.throws(() => tree.a.pop(), TypeError);
});

Deno.test("deepFreeze() ends, when an object contains itself", () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  assert.equal(Object.isFrozen(deepFreeze(circle)), true);
});

Deno.test("deepFreeze() returns what is no object as it is", () => {
  assert.equal(deepFreeze("text"), "text");
  assert.equal(deepFreeze(undefined), undefined);
});
