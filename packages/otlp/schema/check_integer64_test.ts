import { doesNotThrow, throws } from "node:assert/strict";
import { checkInt64, checkUint64 } from "./check_integer64.ts";

Deno.test("checkUint64() accepts 64 bits as bigint and 53 as number, and throws RangeError for others", () => {
  for (const value of [0, 0n, 2 ** 53 - 1, 2n ** 64n - 1n]) doesNotThrow(() => checkUint64(value));
  for (const value of [-1, -1n, 2n ** 64n, 2 ** 53, 0.5, NaN, Infinity]) {
    throws(() => checkUint64(value), {
      name: "RangeError",
      message: `Cannot encode an unsigned integer of 64 bits: it is ${value}`,
    });
  }
});

Deno.test("checkInt64() accepts 64 bits as bigint and 53 as number, and throws RangeError for others", () => {
  for (const value of [0, -(2 ** 53) + 1, -(2n ** 63n), 2n ** 63n - 1n]) {
    doesNotThrow(() => checkInt64(value));
  }
  for (const value of [2n ** 63n, -(2n ** 63n) - 1n, -(2 ** 53), 0.5, NaN]) {
    throws(() => checkInt64(value), {
      name: "RangeError",
      message: `Cannot encode an integer of 64 bits: it is ${value}`,
    });
  }
});
