import assert from "node:assert/strict";
import { compileEarly } from "./compile_early.ts";

/** Rewrites the functions that are marked with « and ». */
function compileMarked(marked: string): string {
  let source = "";
  const open: number[] = [];
  const functions: { start: number; end: number }[] = [];
  for (const char of marked) {
    if (char === "«") open.push(source.length);
    else if (char === "»") functions.push({ start: open.pop()!, end: source.length });
    else source += char;
  }
  return compileEarly(source, functions);
}

Deno.test("compileEarly() puts expressions into parentheses, also inside of each other", () => {
  assert.equal(
    compileMarked("a(«x=>b(«(y,z)=>{}»)»,«function(){}»);c=[«()=>1»]"),
    "a((x=>b(((y,z)=>{}))),(function(){}));c=[(()=>1)]",
  );
});

Deno.test("compileEarly() makes variables of declarations, before all else", () => {
  assert.equal(
    compileMarked("a();«function a(b){return b}»«async function*c(){}»a(c)"),
    "var a=(function(b){return b}),c=(async function*(){});a();;;a(c)",
  );
});

Deno.test("compileEarly() leaves methods, constructors and asynchronous arrow functions", () => {
  const source = "a=class{«constructor(){}»«b(){}»«get c(){}»«async d(){}»«#e(){}»};f=«async()=>1»";
  assert.equal(compileMarked(source), source.replaceAll(/[«»]/g, ""));
});

Deno.test("compileEarly() leaves a declaration in a function, and finds what is in a method", () => {
  assert.equal(
    compileMarked("a=class{«b(){«function c(){}»c(«()=>1»)}»};"),
    "a=class{b(){function c(){}c((()=>1))}};",
  );
});

Deno.test("compileEarly() leaves what may be a declaration in a block, or no declaration", () => {
  for (const source of ["{«function a(){}»a()}", "if(b)«function a(){}»", "new «function a(){}»"]) {
    assert.equal(compileMarked(source), source.replaceAll(/[«»]/g, ""));
  }
});

Deno.test("compileEarly() keeps named expressions, which may call themselves", () => {
  const source = "const a=«function b(n){return n?b(n-1):n}»;";
  assert.equal(compileMarked(source), "const a=(function b(n){return n?b(n-1):n});");
});

Deno.test("compileEarly() changes nothing, when no function runs", () => {
  assert.equal(compileEarly("function a(){}", []), "function a(){}");
});

Deno.test("compileEarly() keeps what the program does and how its functions are named", () => {
  const marked =
    "const r=[a.name,a(2),e.name,e(3)];const e0=1;«function a(n){return[«()=>n*2»][0]()}»" +
    "var e=«n=>n+e0»;";
  const late = marked.replace("e.name,e(3)", "0");
  const run = (source: string) => new Function(`${source};return [...r,e.name,e(3)]`)();
  assert.deepEqual(run(compileMarked(late)), ["a", 4, 0, "e", 4]);
  assert.deepEqual(run(compileMarked(late)), run(late.replaceAll(/[«»]/g, "")));
});
