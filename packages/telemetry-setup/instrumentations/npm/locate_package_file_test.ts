import assert from "node:assert/strict";
import { locatePackageFile } from "./locate_package_file.ts";

const CACHE = "/home/me/.cache/deno/npm/registry.example";

Deno.test("locatePackageFile() finds a package in a node_modules folder", () => {
  assert.deepEqual(locatePackageFile("/app/node_modules/pg/lib/client.js"), {
    name: "pg",
    root: "/app/node_modules/pg",
    path: "lib/client.js",
  });
});

Deno.test("locatePackageFile() takes the innermost node_modules folder", () => {
  const root = "/app/node_modules/.deno/@scope+db@1.2.3/node_modules/@scope/db";
  assert.deepEqual(locatePackageFile(`${root}/index.js`), {
    name: "@scope/db",
    root,
    path: "index.js",
  });
});

Deno.test("locatePackageFile() finds a package in Deno's cache by its version", () => {
  assert.deepEqual(locatePackageFile(`${CACHE}/pg/8.23.1/lib/npm/x/1/y.js`), {
    name: "pg",
    root: `${CACHE}/pg/8.23.1`,
    path: "lib/npm/x/1/y.js",
  });
});

Deno.test("locatePackageFile() finds a package under a Windows path", () => {
  assert.deepEqual(locatePackageFile("C:\\app\\node_modules\\@scope\\db\\lib\\a.js"), {
    name: "@scope/db",
    root: "C:\\app\\node_modules\\@scope\\db",
    path: "lib/a.js",
  });
});

Deno.test("locatePackageFile() finds nothing where no package is", () => {
  for (const file of ["/app/main.js", "/app/npm/src/pg/lib/a.js", "/app/node_modules/a.js", ""]) {
    assert.equal(locatePackageFile(file), undefined, file);
  }
});
