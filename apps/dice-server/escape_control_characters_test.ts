import { equal } from "node:assert/strict";
import { escapeControlCharacters } from "./escape_control_characters.ts";

Deno.test("escapeControlCharacters() writes line breaks and tabs as in source code", () => {
  equal(escapeControlCharacters("a\nb\r\nc\td"), String.raw`a\nb\r\nc\td`);
});

Deno.test("escapeControlCharacters() writes other control characters as hexadecimal escapes", () => {
  equal(escapeControlCharacters("\0\x07\x1b[0m\x7f\x9b"), String.raw`\x00\x07\x1b[0m\x7f\x9b`);
});

Deno.test("escapeControlCharacters() escapes separators and bidirectional controls", () => {
  equal(escapeControlCharacters("\u2028\u2029\u202e"), String.raw`\u2028\u2029\u202e`);
});

Deno.test("escapeControlCharacters() keeps text in any script, emoji and backslashes", () => {
  const text = String.raw`Zoë 愛麗絲 عليّ 👩‍👩‍👧 C:\new "quoted" {x}`;
  equal(escapeControlCharacters(text), text);
});
