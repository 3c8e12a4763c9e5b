import assert from "node:assert/strict";
import type { EnvVariable } from "./env_variable.ts";
import { maskValue } from "./mask_value.ts";

const ROW: EnvVariable = { name: "OTEL_X", type: "string", description: "A test" };

for (
  const [row, text, expected] of [
    [ROW, "ann@example.org?", "ann@example.org?"],
    [{ ...ROW, secret: true }, "a=b", "***"],
    [{ ...ROW, type: "url" }, "http://me:a=b,c@host/?d", "http://***@host/?***"],
    [{ ...ROW, holdsUrls: true }, "0.25", "0.25"],
    [{ ...ROW, holdsUrls: true }, "endpoint=http://host:1,rate=1", "endpoint=http://host:1,rate=1"],
    [
      { ...ROW, holdsUrls: true },
      "endpoint=http://me:a=b,c@host,d=1",
      "endpoint=http://***@host,d=1",
    ],
    [{ ...ROW, holdsUrls: true }, "d=1,endpoint=https//me:a@host?b", "d=***@host?***"],
  ] as const satisfies readonly (readonly [EnvVariable, string, string])[]
) {
  const kind = row.secret === true ? "a secret" : row.holdsUrls === true ? "arguments" : row.type;
  Deno.test(`maskValue() shows ${expected}, when ${kind} is ${text}`, () => {
    assert.equal(maskValue(row, text), expected);
  });
}
