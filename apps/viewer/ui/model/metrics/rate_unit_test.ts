import { equal } from "node:assert/strict";
import { formatMeasure } from "../format/format_measure.ts";
import { rateUnit } from "./rate_unit.ts";

for (
  const [kind, unit, text] of [
    ["sum", "By", "2 B/s"],
    ["sum", "{roll}", "2/s"],
    ["sum", "s", "2 s/s"],
    ["sum", "", "2/s"],
    ["histogram", "s", "2/s"],
  ] as const
) {
  Deno.test(`rateUnit() makes 2 be ${text}, when it is a ${kind} of unit "${unit}"`, () => {
    equal(formatMeasure(2, rateUnit({ kind, unit })), text);
  });
}
