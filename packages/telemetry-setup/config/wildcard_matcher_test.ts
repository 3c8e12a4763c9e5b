import assert from "node:assert/strict";
import { createWildcardMatcher } from "./wildcard_matcher.ts";

Deno.test("createWildcardMatcher() takes everything where nothing is said", () => {
  const matches = createWildcardMatcher({});
  assert.deepEqual(["", "a", "*"].map(matches), [true, true, true]);
});

Deno.test("createWildcardMatcher() knows one and any number of characters", () => {
  const matches = createWildcardMatcher({ included: ["a?c", "*.id", "x*y*z"] });
  const expected: readonly (readonly [string, boolean])[] = [
    ["abc", true],
    ["a😀c", true],
    ["a\nc", true],
    ["ac", false],
    ["abbc", false],
    ["user.id", true],
    [".id", true],
    ["user.ids", false],
    ["xyz", true],
    ["x1y2z", true],
    ["xz", false],
    ["ABC", false],
  ];
  for (const [text, taken] of expected) assert.equal(matches(text), taken, text);
});

Deno.test("createWildcardMatcher() takes the characters of expressions as they are", () => {
  const matches = createWildcardMatcher({ included: ["a.b", "(x|y)", "[z]$", "{1}", "\\d+"] });
  const texts = ["a.b", "(x|y)", "[z]$", "{1}", "\\d+"];
  assert.deepEqual(texts.filter(matches), texts);
  assert.deepEqual(["acb", "x", "z", "1", "\\ddd"].filter(matches), []);
});

Deno.test("createWildcardMatcher() lets what is excluded win", () => {
  const matches = createWildcardMatcher({ included: ["key*"], excluded: ["key1", "*2"] });
  assert.deepEqual(["key", "key1", "key2", "key3", "other"].filter(matches), ["key", "key3"]);
  assert.equal(createWildcardMatcher({ excluded: ["a"] })("b"), true);
  assert.equal(createWildcardMatcher({ included: [] })("a"), false);
});
