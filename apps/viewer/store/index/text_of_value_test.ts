import { equal } from "node:assert/strict";
import type { AnyValue } from "@otel-deno/otlp";
import { textOfValue } from "./text_of_value.ts";

const CASES: readonly (readonly [AnyValue | undefined, string])[] = [
  [undefined, ""],
  [{}, "null"],
  [{ stringValue: "GET" }, "GET"],
  [{ intValue: -(2n ** 63n) }, "-9223372036854775808"],
  [{ boolValue: false }, "false"],
  [{ doubleValue: 0.1 }, "0.1"],
  [{ doubleValue: NaN }, "NaN"],
  [{ bytesValue: new Uint8Array([1, 2]) }, "AQI="],
  [{ arrayValue: { values: [{ stringValue: "a" }, { intValue: 2n }, {}] } }, '["a",2,null]'],
  [
    { kvlistValue: { values: [{ key: "big", value: { intValue: 2n ** 60n } }, { key: "none" }] } },
    '{"big":"1152921504606846976","none":null}',
  ],
];

for (const [value, expected] of CASES) {
  Deno.test(`textOfValue() returns ${expected || "nothing"}, when that is what a filter compares`, () => {
    equal(textOfValue(value), expected);
  });
}
