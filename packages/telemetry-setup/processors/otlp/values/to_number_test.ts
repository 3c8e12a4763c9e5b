import { deepEqual } from "node:assert/strict";
import { toNumber } from "./to_number.ts";

Deno.test("toNumber() is an integer, when the instrument measures integers of 64 bits", () => {
  deepEqual(toNumber(3, true), { asInt: 3 });
  deepEqual(toNumber(-(2 ** 63), true), { asInt: -(2n ** 63n) });
});

Deno.test("toNumber() is a double, when the instrument or the value is none of integers", () => {
  deepEqual(toNumber(3, false), { asDouble: 3 });
  deepEqual(toNumber(0.5, true), { asDouble: 0.5 });
  deepEqual(toNumber(2 ** 63, true), { asDouble: 2 ** 63 });
});
