import { deepEqual, equal } from "node:assert/strict";
import type { JsonValue } from "../../../contract/values.ts";
import { plainValue } from "./plain_value.ts";
import { valueText } from "./value_text.ts";

for (
  const [value, text] of [
    [{ stringValue: "a" }, "a"],
    [{ boolValue: false }, "false"],
    [{ intValue: "9223372036854775807" }, "9223372036854775807"],
    [{ intValue: "7" }, "7"],
    [{ doubleValue: "NaN" }, "NaN"],
    [{ bytesValue: "AAE=" }, "AAE="],
    [{ arrayValue: { values: [{ intValue: "1" }, { stringValue: "b" }] } }, '[1,"b"]'],
    [{}, "null"],
  ] satisfies readonly (readonly [JsonValue, string])[]
) {
  Deno.test(`valueText() writes ${text}, when the value is ${JSON.stringify(value)}`, () => {
    equal(valueText(value), text);
  });
}

Deno.test("plainValue() makes a key of __proto__ no prototype", () => {
  const plain = plainValue({
    kvlistValue: { values: [{ key: "__proto__", value: { stringValue: "x" } }] },
  });
  deepEqual(Object.entries(plain as object), [["__proto__", "x"]]);
});
