import assert from "node:assert/strict";
import { isEntryFile } from "./is_entry_file.ts";

const CASES: readonly [string, Parameters<typeof isEntryFile>[1], boolean][] = [
  ["index.js", {}, true],
  ["index.js", { main: "" }, true],
  ["lib/index.js", { main: "lib" }, true],
  ["lib/index.js", { main: "./lib/" }, true],
  ["lib/pg.js", { main: "lib/pg" }, true],
  ["index.js", { main: "lib/pg" }, false],
  ["dist/main.cjs", { exports: "./dist/main.cjs" }, true],
  ["dist/main.cjs", { exports: { import: "./dist/main.mjs", default: "./dist/main.cjs" } }, true],
  ["a.js", { exports: { ".": { node: { require: "./a.js" } }, "./b": "./b.js" } }, true],
  ["b.js", { exports: { ".": { node: { require: "./a.js" } }, "./b": "./b.js" } }, false],
  ["a.js", { exports: { ".": ["./none.js", "./a.js"] } }, true],
  ["a.js", { exports: null }, false],
];

for (const [path, fields, expected] of CASES) {
  Deno.test(`isEntryFile() is ${expected} for ${path} of ${JSON.stringify(fields)}`, () => {
    assert.equal(isEntryFile(path, fields), expected);
  });
}
