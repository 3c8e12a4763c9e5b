import assert from "node:assert/strict";
import { findPackages } from "./find_packages.ts";
import { readManifest } from "./read_manifest.ts";

const MANIFEST = readManifest("/app/deno.json", '{ "imports": { "pg": "npm:pg@^8" } }');
const LOCK = '{ "version": "5", "npm": { "pg@8.23.1": {}, "ws@8.0.0": {} } }';

function find(locks: readonly string[], graph?: Parameters<typeof findPackages>[1]) {
  const found = findPackages({ manifests: [MANIFEST], locks }, graph);
  return [...new Set(found.map(({ name, version }) => `${name}@${version}`))].sort();
}

Deno.test("findPackages() has only ranges where there is neither a graph nor a lock file", () => {
  assert.deepEqual(find([]), ["pg@^8"]);
});

Deno.test("findPackages() has all of the lock file where there is no graph", () => {
  assert.deepEqual(find([LOCK]), ["pg@8.23.1", "ws@8.0.0"]);
});

Deno.test("findPackages() leaves out of the lock file what the graph does not reach", () => {
  const graph = {
    modules: [{
      specifier: "file:///app/main.ts",
      dependencies: [{ code: { specifier: "node:http" } }],
    }, { specifier: "npm:/knex@3.3.0", npmPackage: "knex@3.3.0" }],
    npmPackages: { "knex@3.3.0": { name: "knex", version: "3.3.0" } },
  };
  assert.deepEqual(find([LOCK], graph), ["knex@3.3.0", "node:http@*", "pg@8.23.1"]);
});

Deno.test("findPackages() leaves out what only other members of the workspace reach", () => {
  const graph = {
    modules: [{ specifier: "npm:/knex@3.3.0", npmPackage: "knex@3.3.0_pg@8.23.1" }],
    npmPackages: {
      "knex@3.3.0_pg@8.23.1": { name: "knex", version: "3.3.0", dependencies: ["tarn@3.0.2"] },
      "tarn@3.0.2": { name: "tarn", version: "3.0.2", dependencies: ["tarn@3.0.2"] },
      "express@5.3.0": { name: "express", version: "5.3.0", dependencies: ["qs@6.17.1"] },
      "qs@6.17.1": { name: "qs", version: "6.17.1", dependencies: [] },
    },
  };
  assert.deepEqual(find([LOCK], graph), ["knex@3.3.0", "pg@8.23.1", "tarn@3.0.2"]);
});

Deno.test("findPackages() finds packages of a node_modules folder in the graph", () => {
  const folder = "file:///app/node_modules/.deno";
  const graph = {
    modules: [
      { specifier: `${folder}/@me+db@1.2.3_pg@8.23.1/node_modules/@me/db/index.js` },
      { specifier: `${folder}/ioredis@6.0.0/node_modules/ioredis/built/index.js` },
    ],
  };
  assert.deepEqual(find([], graph), ["@me/db@1.2.3", "ioredis@6.0.0", "pg@^8"]);
});
