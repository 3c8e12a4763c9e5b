import type { Attributes } from "@opentelemetry/api";
import { equal } from "node:assert/strict";
import { attributesKey } from "./attributes_key.ts";

Deno.test("attributesKey() is the same, when only the order differs or a member is undefined", () => {
  const key = attributesKey({ a: 1, b: [true, "x"], c: null });
  equal(attributesKey({ c: null, b: [true, "x"], a: 1 }), key);
  equal(attributesKey({ a: 1, b: [true, "x"], c: null, d: undefined }), key);
  equal(attributesKey({}), "");
});

Deno.test("attributesKey() tells all others apart", () => {
  const others: Attributes[] = [
    {},
    { a: 1 },
    { a: "1" },
    { a: "true" },
    { a: true },
    { a: null },
    { a: "null" },
    { a: NaN },
    { a: Infinity },
    { a: [1] },
    { a: ["1"] },
    { a: [1, 2] },
    { a: [[1], 2] },
    { a: { b: 1 } },
    { a: { b: "1" } },
    { a: new Uint8Array([1]) },
    { a: new Uint8Array([1, 2]) },
    { b: 1 },
    { a: 1, b: 1 },
    { 'a":1,"b': 1 },
  ];
  equal(new Set(others.map(attributesKey)).size, others.length);
});
