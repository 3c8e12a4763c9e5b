import { deepEqual, equal, notEqual } from "node:assert/strict";
import { repairKey, repairValue } from "./repair_value.ts";

/** Written by hand: the value, what becomes of it, how many repairs that takes. */
const CASES: readonly (readonly [value: unknown, expected: unknown, repairs: number])[] = [
  ["text", "text", 0],
  [1.5, 1.5, 0],
  [2 ** 60, 2 ** 60, 0],
  [-0, -0, 0],
  [true, true, 0],
  [null, null, 0],
  [undefined, null, 0],
  [7n, 7, 0],
  [2n ** 53n + 1n, "9007199254740993", 1],
  [-(2n ** 63n), -(2 ** 63), 0],
  [2n ** 64n, "18446744073709551616", 1],
  [Symbol("s"), "Symbol(s)", 1],
  [() => 1, "[Function]", 1],
  [[1, ["two", null], { a: 3 }], [1, ["two", null], { a: 3 }], 0],
  [new Uint8Array([1, 2]), new Uint8Array([1, 2]), 0],
  [new Float32Array([0.5]), [0.5], 0],
  [new Set([1]), [1], 0],
  [new Map([["a", 1]]), { a: 1 }, 0],
  [new Date(0), "1970-01-01T00:00:00.000Z", 0],
  [new TypeError("no"), "TypeError: no", 0],
  [new URL("http://localhost/a"), "http://localhost/a", 0],
  [{ a: undefined }, { a: null }, 0],
  [JSON.parse('{"__proto__":{"a":1}}'), { "[__proto__]": { a: 1 } }, 1],
  [{ constructor: "Ford" }, { "[constructor]": "Ford" }, 1],
  ["half \ud83c", "half \ud83c", 0],
  [["half \ud83c"], ["half \ufffd"], 1],
];

for (const [value, expected, count] of CASES) {
  const name = typeof value === "object" ? Deno.inspect(value) : `${typeof value} ${String(value)}`;
  Deno.test(`repairValue() takes ${name}`, () => {
    const repairs = { count: 0 };
    deepEqual(repairValue(value, repairs), expected);
    equal(repairs.count, count);
  });
}

Deno.test("repairValue() makes a copy, which later changes do not reach", () => {
  const bytes = new Uint8Array([1]);
  const list = [1];
  const value = { bytes, list };
  const repaired = repairValue(value, { count: 0 });
  bytes[0] = 9;
  list.push(9);
  deepEqual(repaired, { bytes: new Uint8Array([1]), list: [1] });
  notEqual(repaired, value);
});

Deno.test("repairKey() keeps every name but two", () => {
  const repairs = { count: 0 };
  equal(repairKey("toString", repairs), "toString");
  equal(repairs.count, 0);
  equal(repairKey("__proto__", repairs), "[__proto__]");
  equal(repairs.count, 1);
});
