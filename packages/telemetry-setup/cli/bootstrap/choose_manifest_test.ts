import assert from "node:assert/strict";
import { chooseManifest } from "./choose_manifest.ts";
import { readManifest } from "./read_manifest.ts";

const DENO = readManifest("/app/deno.json", '{ "imports": { "hono": "npm:hono@4" } }');
const PACKAGE = readManifest("/app/package.json", '{ "dependencies": { "pg": "8" } }');

Deno.test("chooseManifest() takes the one that names the libraries", () => {
  assert.equal(chooseManifest([DENO, PACKAGE], ["pg"]), PACKAGE);
  assert.equal(chooseManifest([DENO, PACKAGE], ["hono"]), DENO);
});

Deno.test("chooseManifest() takes deno.json where neither does", () => {
  assert.equal(chooseManifest([DENO, PACKAGE], []), DENO);
});

Deno.test("chooseManifest() refuses one whose imports are elsewhere", () => {
  const manifest = readManifest("/app/deno.json", '{ "importMap": "./map.json" }');
  assert.throws(() => chooseManifest([manifest], []), /its imports are in another file/);
});
