import assert from "node:assert/strict";
import { describeException, describeValues } from "./describe_values.ts";

Deno.test("describeValues() takes the members of plain objects, the first of each name", () => {
  const bare = Object.assign(Object.create(null), { c: 3 });
  assert.deepEqual(describeValues([{ a: 1, b: { x: 2 } }, "text", { a: 9 }, bare]), {
    a: 1,
    b: { x: 2 },
    c: 3,
  });
});

Deno.test("describeValues() takes nothing of what says nothing by a name", () => {
  assert.deepEqual(
    describeValues(["a", 1, null, undefined, [1], new Map([["a", 1]]), new Date()]),
    {},
  );
});

Deno.test("describeValues() takes no methods", () => {
  assert.deepEqual(describeValues([{ a: 1, roll() {}, b: () => 2 }]), { a: 1 });
});

Deno.test("describeValues() takes the first error only", () => {
  const first = new RangeError("first");
  delete first.stack;
  const attributes = describeValues([first, new TypeError("second")]);
  assert.equal(attributes["exception.type"], "RangeError");
  assert.equal(attributes["exception.message"], "first");
  assert.equal(attributes["exception.stacktrace"], undefined);
});

Deno.test("describeValues() survives values that throw when they are read", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const throwing = {
    get a() {
      throw new Error("no");
    },
  };
  assert.deepEqual(describeValues([proxy, throwing, { b: 1 }]), { b: 1 });
});

Deno.test("describeException() tells class, message and the stack with its causes", () => {
  class DiceError extends Error {}
  const attributes = describeException(new DiceError("no dice", { cause: new Error("why") }));
  assert.equal(attributes["exception.type"], "DiceError");
  assert.equal(attributes["exception.message"], "no dice");
  assert.match(String(attributes["exception.stacktrace"]), /no dice[^]*Caused by: Error: why/);
});
