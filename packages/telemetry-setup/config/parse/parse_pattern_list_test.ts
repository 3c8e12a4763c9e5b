import assert from "node:assert/strict";
import { parsePatternList } from "./parse_pattern_list.ts";

Deno.test("parsePatternList() takes names and regular expressions as they are", () => {
  const parts = ["content-type", "x-.*-id", "a{1,2}", "/(live|ready)$"];
  assert.deepEqual(parsePatternList(parts), { value: parts });
});

Deno.test("parsePatternList() leaves out what is no regular expression, and says which", () => {
  assert.deepEqual(parsePatternList(["(", "ok", "a**"]), {
    value: ["ok"],
    expected: "regular expressions, without (, a**",
    used: "ok",
  });
});

Deno.test("parsePatternList() uses nothing, when no part is a regular expression", () => {
  assert.deepEqual(parsePatternList(["(?i)x"]), { expected: "regular expressions" });
});
