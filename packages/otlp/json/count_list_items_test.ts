import { equal } from "node:assert/strict";
import { countListItems } from "./count_list_items.ts";

Deno.test("countListItems() counts the objects and lists that are items of a list", () => {
  for (
    const [json, count] of [
      ["", 0],
      ["[]", 0],
      ["[{}]", 1],
      ["[ {} ,\n\t{}\r, 7, [[]]]", 4],
      ['{"a":{"b":[]},"c":[1,"x",null]}', 0],
      ['{"a":[{"b":{}},{"b":[{}]}],"c":{}}', 3],
      // Not valid, but counted.
      ["[[[", 2],
      ['[{"', 1],
      ['["\\', 0],
    ] as const
  ) equal(countListItems(new TextEncoder().encode(json)), count, json);
});

Deno.test("countListItems() passes over strings, whatever is in them", () => {
  for (
    const [json, count] of [
      ['["[{,{,["]', 0],
      ['["\\"[[",{}]', 1],
      ['["\\\\",{},"[["]', 1],
      ['["\\\\\\"[{",{}]', 1],
      ['["ü[[",{}]', 1],
    ] as const
  ) equal(countListItems(new TextEncoder().encode(json)), count, json);
});
