import assert from "node:assert/strict";
import { createManifest } from "./create_manifest.ts";
import type { PackedPackage } from "./packed_package.ts";

const PACKED: PackedPackage = {
  folder: "packages/x",
  description: "An example",
  bundles: { "./register-sync": "register_sync.cjs" },
  commands: [{ name: "do-it", module: "cli/do_it.ts", permissions: ["-A"] }],
  optionalPeers: { hono: "^4.8.0" },
};
const FACTS = {
  name: "@x/x",
  version: "1.2.3",
  modules: { ".": "mod.ts" },
  versions: new Map([["yaml", "2.9.1"]]),
};

Deno.test("createManifest() names types before code, and a file for each command", () => {
  const manifest = createManifest(PACKED, { ...FACTS, imported: new Set() }) as {
    readonly exports: Readonly<Record<string, unknown>>;
    readonly bin: unknown;
  };
  // Whoever looks for types takes the first condition that fits.
  assert.equal(
    JSON.stringify(manifest.exports["."]),
    '{"types":"./mod.d.ts","default":"./mod.js"}',
  );
  assert.deepEqual(manifest.exports["./register-sync"], {
    types: "./dist/entries/register_sync.d.cts",
    default: "./dist/entries/register_sync.cjs",
  });
  assert.deepEqual(manifest.bin, { "do-it": "./bin/do-it.js" });
});

Deno.test("createManifest() pins dependencies, and leaves optional peers to the application", () => {
  const imported = new Set(["yaml", "hono"]);
  const manifest = createManifest(PACKED, { ...FACTS, imported }) as Record<string, unknown>;
  assert.deepEqual(manifest.dependencies, { yaml: "2.9.1" });
  assert.deepEqual(manifest.peerDependencies, { hono: "^4.8.0" });
  assert.deepEqual(manifest.peerDependenciesMeta, { hono: { optional: true } });
});

Deno.test("createManifest() throws where the version of an import is not known", () => {
  assert.throws(
    () => createManifest(PACKED, { ...FACTS, imported: new Set(["left-pad"]) }),
    /^Error: Cannot pack @x\/x: no version of left-pad in the import map$/,
  );
});
