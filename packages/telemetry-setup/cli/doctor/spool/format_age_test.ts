import assert from "node:assert/strict";
import { formatAge } from "./format_age.ts";

Deno.test("formatAge() has the largest unit of which there is one", () => {
  const ages = [-5, 0, 999, 1000, 59_999, 60_000, 3_599_999, 3_600_000, 86_400_000, 1e10];
  assert.deepEqual(ages.map(formatAge), [
    "0 s",
    "0 s",
    "0 s",
    "1 s",
    "59 s",
    "1 min",
    "59 min",
    "1 h",
    "1 d",
    "115 d",
  ]);
});
