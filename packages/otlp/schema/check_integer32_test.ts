import { equal, throws } from "node:assert/strict";
import { checkInt32, checkUint32 } from "./check_integer32.ts";

Deno.test("checkUint32() returns integers from 0 to 2 ** 32 - 1, and throws RangeError for others", () => {
  for (const value of [0, 1, 2 ** 31, 2 ** 32 - 1]) equal(checkUint32(value), value);
  for (const value of [-1, 2 ** 32, 0.5, NaN, Infinity]) {
    throws(() => checkUint32(value), {
      name: "RangeError",
      message: `Cannot encode an unsigned integer of 32 bits: it is ${value}`,
    });
  }
});

Deno.test("checkInt32() returns integers from -(2 ** 31) to 2 ** 31 - 1, and throws RangeError for others", () => {
  for (const value of [0, -1, 2 ** 31 - 1, -(2 ** 31)]) equal(checkInt32(value), value);
  for (const value of [2 ** 31, -(2 ** 31) - 1, 0.5, NaN, -Infinity]) {
    throws(() => checkInt32(value), {
      name: "RangeError",
      message: `Cannot encode an integer of 32 bits: it is ${value}`,
    });
  }
});
