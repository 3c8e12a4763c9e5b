import assert from "node:assert/strict";
import { parseList } from "./parse_list.ts";

Deno.test("parseList() keeps the order and the case, and each part once", () => {
  assert.deepEqual(parseList("B,a, B ,b"), { value: ["B", "a", "b"] });
});

for (const text of [",", " , "]) {
  Deno.test(`parseList() refuses ${JSON.stringify(text)}, which holds nothing`, () => {
    assert.deepEqual(parseList(text), { expected: "a list, separated by commas" });
  });
}
