import assert from "node:assert/strict";
import { parseRowNumber } from "./parse_row_number.ts";

const ROW = { name: "OTEL_X", description: "Something", min: 1, max: 9 } as const;

Deno.test("parseRowNumber() takes numbers within the bounds of the row only", () => {
  assert.deepEqual(parseRowNumber({ ...ROW, type: "integer" }, "9"), { value: 9 });
  for (const text of ["0", "10"]) {
    assert.equal(parseRowNumber({ ...ROW, type: "integer" }, text).value, undefined, text);
  }
});

Deno.test("parseRowNumber() expects milliseconds of a duration", () => {
  assert.match(parseRowNumber({ ...ROW, type: "duration" }, "soon").expected ?? "", /milliseconds/);
  assert.doesNotMatch(parseRowNumber({ ...ROW, type: "integer" }, "x").expected ?? "", /milli/);
});
