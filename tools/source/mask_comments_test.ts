import assert from "node:assert/strict";
import { maskComments } from "./mask_comments.ts";

Deno.test("maskComments() keeps lines and columns, when a comment spans lines", () => {
  assert.equal(maskComments("a /* x\ny */ b\n// c\nd"), "a     \n     b\n    \nd");
});

Deno.test("maskComments() keeps a string, when it looks like a comment", () => {
  const source = 'const url = "http://localhost"; const re = /["//]/;';
  assert.equal(maskComments(source), source);
});

Deno.test("maskComments() masks strings but not what a template computes, when asked to", () => {
  assert.equal(maskComments("`a${b}c` + 'd'", { strings: true }), "    b    +    ");
});

Deno.test("maskComments() reads TypeScript, when types have angle brackets", () => {
  const source = "const f = <T,>(x: Array<Array<T>>): x is never => x as never; // end";
  assert.equal(maskComments(source).trimEnd(), source.slice(0, source.indexOf(" //")));
});
