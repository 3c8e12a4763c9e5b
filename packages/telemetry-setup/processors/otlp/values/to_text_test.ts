import { equal } from "node:assert/strict";
import { toText } from "./to_text.ts";

Deno.test("toText() keeps text, and takes nothing as no text", () => {
  const repairs = { count: 0 };
  for (const text of ["", "GET /rolldice 🎲"]) equal(toText(text, repairs), text);
  for (const nothing of [undefined, null]) equal(toText(nothing, repairs), "");
  equal(repairs.count, 0);
});

Deno.test("toText() replaces, and counts, surrogates that are alone and what is no text", () => {
  const repairs = { count: 0 };
  equal(toText("\ud83c", repairs), "\ufffd");
  equal(toText(7, repairs), "7");
  equal(toText(Object.create(null), repairs), "");
  equal(repairs.count, 3);
});

Deno.test("toText() cuts, and counts, what is too long, but no pair of surrogates", () => {
  const repairs = { count: 0, maxLength: 4 };
  equal(toText("dice", repairs), "dice");
  equal(repairs.count, 0);
  equal(toText("dices", repairs), "dice");
  equal(toText("abc🎲", repairs), "abc");
  equal(toText("a\ud83cbcd", repairs), "a\ufffdbc");
  equal(repairs.count, 3);
});
