import assert from "node:assert/strict";
import { trimBlanks } from "./trim_blanks.ts";

Deno.test("trimBlanks() removes spaces and tabs at both ends, and nothing else", () => {
  assert.equal(trimBlanks(" \t a \t b\t "), "a \t b");
  assert.equal(trimBlanks("\u00a0a\n"), "\u00a0a\n");
  assert.equal(trimBlanks(" \t "), "");
  assert.equal(trimBlanks(""), "");
});
