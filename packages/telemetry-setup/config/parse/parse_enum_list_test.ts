import assert from "node:assert/strict";
import { parseEnumList } from "./parse_enum_list.ts";

const VALUES = ["otlp", "console", "none"] as const;
const LISTED = "a list of otlp, console or none";

const GOOD: readonly (readonly [string, readonly string[]])[] = [
  ["otlp", ["otlp"]],
  ["OTLP", ["otlp"]],
  ["otlp,console", ["otlp", "console"]],
  ["console, otlp", ["console", "otlp"]],
  [" otlp ,\tconsole ", ["otlp", "console"]],
  ["otlp,otlp,OTLP", ["otlp"]],
  ["otlp,,console,", ["otlp", "console"]],
  ["none", []],
  ["None, none", []],
];
for (const [text, value] of GOOD) {
  Deno.test(`parseEnumList() reads ${JSON.stringify(text)} as [${value}]`, () => {
    assert.deepEqual(parseEnumList(text, VALUES), { value });
  });
}

for (const text of [",", " , ,", "zipkin", "zipkin,jaeger", "otlp;console", "otlp console"]) {
  Deno.test(`parseEnumList() refuses ${JSON.stringify(text)}, where nothing can be used`, () => {
    assert.deepEqual(parseEnumList(text, VALUES), { expected: LISTED });
  });
}

Deno.test("parseEnumList() uses the rest and names the unknown, when some names are unknown", () => {
  assert.deepEqual(parseEnumList("zipkin,console,jaeger,zipkin", VALUES), {
    value: ["console"],
    expected: `${LISTED}, without zipkin, jaeger`,
    used: "console",
  });
});

Deno.test("parseEnumList() uses the others, when none stands next to them", () => {
  assert.deepEqual(parseEnumList("none,otlp", VALUES), {
    value: ["otlp"],
    expected: "none without other names",
    used: "otlp",
  });
});

Deno.test("parseEnumList() is empty, when none stands next to unknown names", () => {
  assert.deepEqual(parseEnumList("none,zipkin", VALUES), {
    value: [],
    expected: `${LISTED}, without zipkin`,
    used: "none",
  });
});
