import assert from "node:assert/strict";
import { joinAlternatives } from "./join_alternatives.ts";

Deno.test("joinAlternatives() puts commas between the names and or before the last", () => {
  assert.equal(joinAlternatives([]), "");
  assert.equal(joinAlternatives(["a"]), "a");
  assert.equal(joinAlternatives(["a", "b"]), "a or b");
  assert.equal(joinAlternatives(["a", "b", "c"]), "a, b or c");
});
