import { equal } from "node:assert/strict";
import { formatMeasure } from "./format_measure.ts";

for (
  const [value, unit, text] of [
    [0.0123, "s", "12.3 ms"],
    [0, "s", "0"],
    [12, "ms", "12.0 ms"],
    [1_572_864, "By", "1.5 MiB"],
    [1_572_864, "By/s", "1.5 MiB/s"],
    [12_345, "{request}", "12.35 k"],
    [0.25, "1", "0.25"],
    [3, "/s", "3/s"],
    [7, "Cel", "7 Cel"],
    [NaN, "s", "–"],
  ] as const
) {
  Deno.test(`formatMeasure() writes ${text}, when it is ${value} of unit "${unit}"`, () => {
    equal(formatMeasure(value, unit), text);
  });
}
