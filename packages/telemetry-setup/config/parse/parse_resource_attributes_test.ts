import assert from "node:assert/strict";
import { parseResourceAttributes } from "./parse_resource_attributes.ts";

const GOOD: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  ["a=b", [["a", "b"]]],
  ["a=b,c=d", [["a", "b"], ["c", "d"]]],
  [" a = b , c = d ", [["a", "b"], ["c", "d"]]],
  ["a=,", [["a", ""]]],
  ["a=b=c", [["a", "b=c"]]],
  ["a=x%2Cy%3Dz", [["a", "x,y=z"]]],
  ["a%2Cb=c", [["a,b", "c"]]],
  ["a=%20b%20", [["a", " b "]]],
  ["a=Gr%C3%BC%C3%9Fe", [["a", "Grüße"]]],
  ["a=Grüße", [["a", "Grüße"]]],
  ["a=b+c", [["a", "b+c"]]],
  ["a=1,a=2", [["a", "2"]]],
  [`a=${"x".repeat(1000)}`, [["a", "x".repeat(1000)]]],
  ["__proto__=x", [["__proto__", "x"]]],
];
for (const [text, pairs] of GOOD) {
  Deno.test(`parseResourceAttributes() reads ${JSON.stringify(text.slice(0, 30))}`, () => {
    assert.deepEqual(parseResourceAttributes(text), {
      value: pairs.map(([name, value]) => ({ name, value })),
    });
  });
}

const BAD: readonly (readonly [string, string])[] = [
  ["novalue", "no ="],
  ["=value", "no key"],
  ["%20=value", "no key"],
  ["c=50%", "bad percent-encoding, write %25 for a percent sign"],
  ["c=%zz", "bad percent-encoding, write %25 for a percent sign"],
  ["c=%ff", "bad percent-encoding, write %25 for a percent sign"],
  ["%=x", "bad percent-encoding, write %25 for a percent sign"],
];
for (const [text, reason] of BAD) {
  Deno.test(`parseResourceAttributes() discards the whole list, when it contains ${text}`, () => {
    assert.deepEqual(parseResourceAttributes(`a=b,${text},e=f`), {
      expected: `key=value pairs, separated by commas (pair 2: ${reason})`,
    });
  });
}
