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

Deno.test("compileEarly() leaves what V8 would not compile, or what would mean something else", () => {
  const source =
    "a=class{«constructor(){}»«b(){}»«get c(){}»«async d(){}»«#e(){}»};f=«async()=>1»;" +
    "g={«get h(){}»,«__proto__(){}»,«i(){super.j()}»,«[()=>1](){}»};if(k){«function l(){}»}";
  assert.equal(compileMarked(source), source.replaceAll(/[«»]/g, ""));
});

Deno.test("compileEarly() makes properties of methods in object literals", () => {
  assert.equal(
    compileMarked("a={«b(){return«()=>1»}»,«async c(){}»,«*[d](){}»,«async*'e'(){}»};"),
    "a={b:(function(){return(()=>1)}),c:(async function(){}),[d]:(function*(){}),'e':(async function*(){})};",
  );
});

Deno.test("compileEarly() makes variables of declarations at the top of their function", () => {
  assert.equal(
    compileMarked(
      "b=«()=>{c(1);return d;«function c(n){«function e(){}»e()}»«async function d(){}»}»;",
    ),
    "b=(()=>{var c=(function(n){var e=(function(){});;e()});var d=(async function(){});c(1);return d;;;});",
  );
});

Deno.test("compileEarly() finds what is inside of a method that stays", () => {
  assert.equal(
    compileMarked("a=class{«b(){«function c(){}»c(«()=>1»)}»};"),
    "a=class{b(){var c=(function(){});;c((()=>1))}};",
  );
});

Deno.test("compileEarly() keeps named expressions, which may call themselves", () => {
  const source = "const a=«function b(n){return n?b(n-1):n}»;";
  assert.equal(compileMarked(source), "const a=(function b(n){return n?b(n-1):n});");
});

Deno.test("compileEarly() changes nothing, when no function runs", () => {
  assert.equal(compileEarly("function a(){}", []), "function a(){}");
});

Deno.test("compileEarly() keeps what methods and declarations inside of functions do", () => {
  const marked =
    "const r=[];const a={«b(n){return n?this.b(n-1)+e(n):0;«function e(m){return m*2}»}»," +
    "«['c'](){return arguments.length}»};r.push(a.b(3),a.b.name,a.c(1,2),a.c.name,a.b.length);";
  const run = (source: string) => new Function(`${source};return r`)();
  assert.deepEqual(run(compileMarked(marked)), [12, "b", 2, "c", 1]);
  assert.deepEqual(run(marked.replaceAll(/[«»]/g, "")), [12, "b", 2, "c", 1]);
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
