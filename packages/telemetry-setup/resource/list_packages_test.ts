import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { listPackages } from "./list_packages.ts";

const APP = "/home/me/app";
const MAIN = pathToFileURL(`${APP}/src/main.ts`).href;
const names = ["db", "queue"];

function list(files: Readonly<Record<string, string>>, mainModule = MAIN) {
  const texts = new Map(Object.entries(files).map(([path, text]) => [join(APP, path), text]));
  const listed = listPackages(mainModule, { names, readTextFile: (path) => texts.get(path) });
  return Object.fromEntries(listed);
}

Deno.test("listPackages() finds imports of deno.jsonc, with comments", () => {
  const text = '{ "imports": { /* ours */ "db": "npm:db@1", "other": "npm:other", }, }';
  assert.deepEqual(list({ "deno.jsonc": text }), { db: join(APP, "deno.jsonc") });
});

Deno.test("listPackages() finds all kinds of dependencies of package.json", () => {
  const text = '{ "dependencies": { "db": "1" }, "devDependencies": { "queue": "2" } }';
  const path = join(APP, "package.json");
  assert.deepEqual(list({ "package.json": text }), { db: path, queue: path });
});

Deno.test("listPackages() adds those of folders further up, the nearer ones first", () => {
  assert.deepEqual(
    list({
      "../deno.json": '{ "imports": { "db": "npm:db@1", "queue": "npm:queue@1" } }',
      "src/deno.json": '{ "imports": { "db": "npm:db@2" } }',
    }),
    { db: join(APP, "src/deno.json"), queue: join(APP, "../deno.json") },
  );
});

Deno.test("listPackages() passes over names elsewhere and manifests it cannot parse", () => {
  assert.deepEqual(list({ "deno.json": '{ "name": "db" }' }), {});
  assert.deepEqual(list({ "deno.json": '{ "imports": { "db"' }), {});
  assert.deepEqual(list({ "deno.json": '{ "imports": null, "tasks": "db" }' }), {});
  assert.deepEqual(list({ "deno.json": 'null // "db"' }), {});
});

Deno.test("listPackages() finds nothing for a main module that is no file", () => {
  assert.deepEqual(
    list({ "deno.json": '{ "imports": { "db": "" } }' }, "https://me.example/a.ts"),
    {},
  );
});
