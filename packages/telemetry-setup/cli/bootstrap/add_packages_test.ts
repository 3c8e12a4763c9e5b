import assert from "node:assert/strict";
import { addPackages } from "./add_packages.ts";
import { readManifest } from "./read_manifest.ts";

const PACKAGES = [{ name: "@me/a", version: "1.2.3" }, { name: "@me/b", version: "2.0.0" }];

Deno.test("addPackages() keeps comments, tabs and line ends of deno.jsonc", () => {
  const text =
    '{\r\n\t// what we use\r\n\t"imports": {\r\n\t\t"pg": "npm:pg@8" // 8, not 9\r\n\t}\r\n}\r\n';
  assert.equal(
    addPackages(readManifest("/app/deno.jsonc", text), PACKAGES),
    '{\r\n\t// what we use\r\n\t"imports": {\r\n\t\t"@me/a": "npm:@me/a@1.2.3",\r\n' +
      '\t\t"@me/b": "npm:@me/b@2.0.0",\r\n\t\t"pg": "npm:pg@8" // 8, not 9\r\n\t}\r\n}\r\n',
  );
});

Deno.test("addPackages() makes imports where there are none", () => {
  assert.equal(
    addPackages(readManifest("/app/deno.json", '{\n    "name": "@me/app"\n}\n'), PACKAGES.slice(1)),
    '{\n    "name": "@me/app",\n    "imports": {\n        "@me/b": "npm:@me/b@2.0.0"\n    }\n}\n',
  );
});

Deno.test("addPackages() adds exact versions to the dependencies of package.json", () => {
  const text = '{\n  "dependencies": {\n    "pg": "^8"\n  }\n}\n';
  assert.equal(
    addPackages(readManifest("/app/package.json", text), PACKAGES.slice(0, 1)),
    '{\n  "dependencies": {\n    "@me/a": "1.2.3",\n    "pg": "^8"\n  }\n}\n',
  );
});
