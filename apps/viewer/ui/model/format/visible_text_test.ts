import { equal } from "node:assert/strict";
import { visibleText } from "./visible_text.ts";

Deno.test("visibleText() shows escapes, overrides of the direction and characters without width", () => {
  equal(
    visibleText("\x1b[31m \u202egpj.exe\u2069 a\u200bb \u0000"),
    "⟨U+001B⟩[31m ⟨U+202E⟩gpj.exe⟨U+2069⟩ a⟨U+200B⟩b ⟨U+0000⟩",
  );
});

Deno.test("visibleText() leaves letters of all scripts, emoji, new lines and tabulators", () => {
  const text = "grüße שלום 骰子 🎲\n\tx";
  equal(visibleText(text), text);
});
