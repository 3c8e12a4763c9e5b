import { findPackages } from "./find_packages.ts";
import { matchLibraries } from "./match_libraries.ts";
import { readManifest } from "./read_manifest.ts";

const text = JSON.stringify({
  modules: Array.from({ length: 1000 }, (_, index) => ({
    ...index < 300 ? { npmPackage: `package${index}@1.0.0` } : {},
    kind: "esm",
    specifier: `file:///app/module${index}.ts`,
    dependencies: Array.from({ length: 5 }, (_, other) => ({
      specifier: `./module${other}.ts`,
      code: { specifier: `file:///app/module${other}.ts`, span: { start: { line: other } } },
    })),
  })),
  npmPackages: Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [
      `package${index}@1.0.0`,
      { name: index === 7 ? "pg" : `package${index}`, version: "8.23.1", dependencies: [] },
    ]),
  ),
});
const manifests = [readManifest("/app/deno.json", '{ "imports": { "pg": "npm:pg@8" } }')];

Deno.bench("what an application of 1,000 modules uses (at most 200 ms)", () => {
  matchLibraries(findPackages({ manifests, locks: [] }, JSON.parse(text)));
});
