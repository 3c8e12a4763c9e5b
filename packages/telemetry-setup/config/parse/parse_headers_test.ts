import assert from "node:assert/strict";
import { parseHeaders } from "./parse_headers.ts";

const GOOD: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  ["a=b", [["a", "b"]]],
  ["key1=value1,key2=value2", [["key1", "value1"], ["key2", "value2"]]],
  [" a = b ,\tc=d ", [["a", "b"], ["c", "d"]]],
  ["a=", [["a", ""]]],
  ["a=b,", [["a", "b"]]],
  ["a=b=c==", [["a", "b=c=="]]],
  ["Authorization=Basic%20dXNlcjpwdw==", [["Authorization", "Basic dXNlcjpwdw=="]]],
  ["Authorization=Basic dXNlcjpwdw==", [["Authorization", "Basic dXNlcjpwdw=="]]],
  ["a=x%2Cy%3Dz%3B%22%5C", [["a", 'x,y=z;"\\']]],
  ["a=100%25", [["a", "100%"]]],
  ["x-a=1,X-A=2", [["X-A", "2"]]],
  ["!#$%&'*+-.^_`|~09azAZ=x", [["!#$%&'*+-.^_`|~09azAZ", "x"]]],
  ["a%20b=c", [["a%20b", "c"]]],
];
for (const [text, pairs] of GOOD) {
  Deno.test(`parseHeaders() reads ${JSON.stringify(text)}`, () => {
    assert.deepEqual(parseHeaders(text), {
      value: pairs.map(([name, value]) => ({ name, value })),
    });
  });
}

const BAD = [
  "novalue",
  "=value",
  " = ",
  "a b=c",
  "ä=b",
  '"a=b"',
  "a=b;c=d",
  'a="b"',
  "a=b\\c",
  "a=é",
  "a=%C3%A9",
  "a=%E2%82%AC",
  "a=%",
  "a=50%",
  "a=%zz",
  "a=%ff",
  "a=b%0D%0AX-Injected:%20c",
  "a=b\r\nX-Injected: c",
  "a=%00",
  "a=%7F",
  "a:b",
];
for (const text of BAD) {
  Deno.test(`parseHeaders() leaves ${JSON.stringify(text)} out and tells its place`, () => {
    const parsed = parseHeaders(`x=1,${text}`);
    assert.deepEqual(parsed, {
      value: [{ name: "x", value: "1" }],
      expected: "name=value pairs, separated by commas, with percent-encoded values (see pair 2)",
      used: "the other 1",
    });
  });
}

Deno.test("parseHeaders() tells every bad place, when there are several", () => {
  const parsed = parseHeaders("token-1,a=b,token-2");
  assert.match(parsed.expected ?? "", /\(see pairs 1, 3\)$/);
});

Deno.test("parseHeaders() uses none of it, when every pair is bad", () => {
  const parsed = parseHeaders("s3cr3t");
  assert.deepEqual(parsed.value, []);
  assert.equal("used" in parsed && parsed.used, "none of it");
});

Deno.test("parseHeaders() does not quote what it could not use", () => {
  const parsed = parseHeaders("s3cr3t,authorization=s3cr3t%,x s3cr3t=s3cr3t");
  assert.doesNotMatch(JSON.stringify(parsed), /s3cr3t/);
});
