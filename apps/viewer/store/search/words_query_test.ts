import { equal } from "node:assert/strict";
import { wordsQuery } from "./words_query.ts";

const CASES: readonly (readonly [string, string | undefined])[] = [
  ["", undefined],
  ["/ - *", undefined],
  ["GET /rolldice", '"GET" "rolldice"*'],
  ["is al", '"is" "al"'],
  ['a" OR "b NEAR(c)', '"a" "OR" "b" "NEAR" "c"'],
  ["Würfel 骰子骰", '"Würfel" "骰子骰"*'],
];

for (const [text, expected] of CASES) {
  Deno.test(`wordsQuery() looks for ${expected ?? "nothing"}, when the text is ${text}`, () => {
    equal(wordsQuery(text), expected);
  });
}
