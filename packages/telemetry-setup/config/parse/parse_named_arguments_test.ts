import assert from "node:assert/strict";
import { parseNamedArguments } from "./parse_named_arguments.ts";

const KNOWN = {
  endpoint: { key: "endpoint", as: "url", default: "http://localhost:1" },
  rate: { key: "ratio", as: "ratio", default: 0.5 },
} as const;

Deno.test("parseNamedArguments() takes pairs in any order, with blanks around them", () => {
  assert.deepEqual(parseNamedArguments(" rate = 0.1 , endpoint=http://host:2/ ", KNOWN), {
    value: { endpoint: "http://host:2", ratio: 0.1 },
  });
});

Deno.test("parseNamedArguments() has defaults for what is not given", () => {
  assert.deepEqual(parseNamedArguments("rate=1", KNOWN), {
    value: { endpoint: "http://localhost:1", ratio: 1 },
  });
});

for (const text of ["0.25", "rate", "toString=1", "rate=0.1,", "ratio=0.1"]) {
  Deno.test(`parseNamedArguments() names what it knows, when it gets ${text}`, () => {
    assert.deepEqual(parseNamedArguments(text, KNOWN), { expected: "endpoint=…,rate=…" });
  });
}

Deno.test("parseNamedArguments() names the argument, when its value is bad", () => {
  assert.deepEqual(parseNamedArguments("endpoint=http://host,rate=2", KNOWN), {
    expected: "rate to be a number from 0 to 1",
  });
});
