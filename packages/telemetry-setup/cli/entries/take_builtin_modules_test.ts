import assert from "node:assert/strict";
import { takeBuiltinModules } from "./take_builtin_modules.ts";

Deno.test("takeBuiltinModules() knows each kind of import, and puts all before all else", () => {
  const source = 'a();import b from"node:process";import c,{d as e,f}from"node:module";' +
    'function g(){}import{h}from"node:fs/promises";i()';
  assert.equal(
    takeBuiltinModules(source),
    'var $0=globalThis.process.getBuiltinModule,b=$0("node:process"),c=$0("node:module"),' +
      '{d:e,f}=$0("node:module"),{h}=$0("node:fs/promises");a();;;function g(){};i();export{};',
  );
});

Deno.test("takeBuiltinModules() gives what an import would have given", async () => {
  const source =
    'import p,{join as j,sep}from"node:path";export default[p.basename("a/b"),j("a",sep)]';
  const load = async (text: string) =>
    (await import(`data:text/javascript,${encodeURIComponent(text)}`)).default;
  assert.deepEqual(await load(takeBuiltinModules(source)), await load(source));
});

Deno.test("takeBuiltinModules() leaves what is loaded later, other modules and texts", () => {
  const source =
    'import{a}from"./b.js";await import("node:http");c=`import * as d from "node:e";`;';
  assert.equal(takeBuiltinModules(source), source);
});

Deno.test("takeBuiltinModules() throws, when it does not know how a module is imported", () => {
  for (const source of ['import*as a from"node:fs";', 'b();import"node:fs";']) {
    assert.throws(() => takeBuiltinModules(source), /^Error: Cannot take a module from process/);
  }
});

Deno.test("takeBuiltinModules() takes no name that the bundle has", () => {
  assert.equal(
    takeBuiltinModules('import{a}from"node:a";var $0=1,$00=2;'),
    'var $000=globalThis.process.getBuiltinModule,{a}=$000("node:a");;var $0=1,$00=2;;export{};',
  );
});
