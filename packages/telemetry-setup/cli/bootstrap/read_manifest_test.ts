import assert from "node:assert/strict";
import { readManifest } from "./read_manifest.ts";

Deno.test("readManifest() reads npm packages under any name, comments allowed", () => {
  const text = '\ufeff{ /* ours */ "exports": "./app.ts", "imports": {\n' +
    '"database": "npm:pg@^8.1/lib", "hono/": "npm:/hono@4/", "#x": "./x.ts", "y": "jsr:@y/y", }, }';
  const { kind, names, packages, entry } = readManifest("/app/deno.jsonc", text);
  assert.equal(kind, "deno");
  assert.deepEqual(names, ["database", "hono/", "#x", "y"]);
  assert.deepEqual(packages, [{ name: "pg", version: "^8.1" }, { name: "hono", version: "4" }]);
  assert.equal(entry, "./app.ts");
});

Deno.test("readManifest() reads all kinds of dependencies of package.json", () => {
  const text = JSON.stringify({
    main: "server.js",
    dependencies: { pg: "^8.1" },
    devDependencies: { database: "npm:mysql2@3" },
    optionalDependencies: { redis: "latest" },
  });
  const { kind, packages, entry } = readManifest("/app/package.json", text);
  assert.equal(kind, "package");
  assert.deepEqual(packages, [
    { name: "pg", version: "^8.1" },
    { name: "mysql2", version: "3" },
    { name: "redis", version: "latest" },
  ]);
  assert.equal(entry, "server.js");
});

Deno.test("readManifest() takes the first entry of several", () => {
  const text = '{ "exports": { "./x": "./x.ts", ".": "./mod.ts" } }';
  assert.equal(readManifest("/app/deno.json", text).entry, "./mod.ts");
});

Deno.test("readManifest() says which manifest it cannot read", () => {
  for (const text of ["", "{ imports }", "null"]) {
    assert.throws(
      () => readManifest("/app/deno.json", text),
      /^UsageError: Cannot read \/app\/deno/,
    );
  }
});
