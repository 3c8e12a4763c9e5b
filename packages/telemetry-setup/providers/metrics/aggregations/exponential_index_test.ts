import { equal, ok } from "node:assert/strict";
import { Random } from "../testdata/random.ts";
import { exponentialIndex } from "./exponential_index.ts";

Deno.test("exponentialIndex() is exact for powers of two: the last value of their buckets", () => {
  for (let exponent = -1021; exponent <= 1023; exponent += 4) {
    for (const scale of [-10, -3, 0, 1, 7, 20]) {
      const index = exponentialIndex(2 ** exponent, scale);
      // Bucket i ends at 2 ** ((i + 1) / 2 ** scale).
      const last = (index + 1) / 2 ** scale;
      ok(last >= exponent && (index / 2 ** scale) < exponent, `2 ** ${exponent} at ${scale}`);
      if (scale >= 0) equal(last, exponent);
    }
  }
});

Deno.test("exponentialIndex() has each value between the limits of its bucket", () => {
  const random = new Random(3);
  for (let step = 0; step < 5000; step++) {
    const logarithm = (random.next() - 0.5) * 2000;
    const value = 2 ** logarithm;
    for (const scale of [-10, -1, 0, 3, 10, 20]) {
      const place = Math.log2(value) * 2 ** scale;
      const index = exponentialIndex(value, scale);
      const slack = 1e-12 * Math.max(1, Math.abs(place));
      ok(place > index - slack && place <= index + 1 + slack, `${value} at ${scale}`);
    }
  }
});

Deno.test("exponentialIndex() is that of half as many buckets, one scale below", () => {
  for (const value of [5e-324, 1e-300, 0.1, 0.75, 1, 3, 1e10, Number.MAX_VALUE]) {
    for (let scale = -9; scale <= 20; scale++) {
      equal(exponentialIndex(value, scale) >> 1, exponentialIndex(value, scale - 1), `${value}`);
    }
  }
});
