import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findAppManifest } from "./find_app_manifest.ts";

// A URL of this system, so that the paths are those of this system.
const MAIN = import.meta.resolve("./app/src/main.ts");
const SRC = dirname(fileURLToPath(MAIN));
const APP = dirname(SRC);

function find(files: Readonly<Record<string, string>>, mainModule = MAIN) {
  return findAppManifest(mainModule, (path) => files[path]);
}

for (const fileName of ["deno.json", "deno.jsonc", "package.json"]) {
  Deno.test(`findAppManifest() reads ${fileName} further up`, () => {
    const files = { [join(APP, fileName)]: '{"name":"dice","version":"1.0.0"}' };
    assert.deepEqual(find(files), { name: "dice", version: "1.0.0" });
  });
}

Deno.test("findAppManifest() takes the nearest file, when there are several", () => {
  const files = {
    [join(SRC, "package.json")]: '{"name":"near"}',
    [join(APP, "deno.json")]: '{"name":"far","version":"1.0.0"}',
  };
  assert.deepEqual(find(files), { name: "near" });
});

Deno.test("findAppManifest() takes deno.json, when package.json lies beside it", () => {
  const files = {
    [join(SRC, "package.json")]: '{"name":"npm"}',
    [join(SRC, "deno.json")]: '{"name":"deno"}',
  };
  assert.deepEqual(find(files), { name: "deno" });
});

Deno.test("findAppManifest() keeps the scope of a name", () => {
  assert.deepEqual(find({ [join(SRC, "deno.json")]: '{"name":"@me/dice"}' }), {
    name: "@me/dice",
  });
});

Deno.test("findAppManifest() takes comments, trailing commas and a byte order mark", () => {
  const text = '\ufeff{\n  // the app\n  "name": "di//ce", /* and */ "version": "1.0.0",\n}\n';
  assert.deepEqual(find({ [join(SRC, "deno.json")]: text }), {
    name: "di//ce",
    version: "1.0.0",
  });
});

const NAMELESS = [
  "",
  "{}",
  "null",
  "[]",
  "7",
  "no JSON",
  '{"name":"dice"',
  '{"name":""}',
  '{"name":" "}',
  '{"name":7}',
  '{"version":"2.0.0"}',
];
for (const text of NAMELESS) {
  Deno.test(`findAppManifest() looks further up, when a file contains ${text || "nothing"}`, () => {
    const files = {
      [join(SRC, "deno.json")]: text,
      [join(APP, "deno.json")]: '{"name":"dice","version":"1.0.0"}',
    };
    assert.deepEqual(find(files), { name: "dice", version: "1.0.0" });
  });
}

for (const version of ['""', "7", "null"]) {
  Deno.test(`findAppManifest() has no version, when it is ${version}`, () => {
    const files = { [join(SRC, "deno.json")]: `{"name":"dice","version":${version}}` };
    assert.deepEqual(find(files), { name: "dice" });
  });
}

Deno.test("findAppManifest() ends at the root, when there is no file at all", () => {
  const asked: string[] = [];
  const manifest = findAppManifest(MAIN, (path) => {
    asked.push(path);
    return undefined;
  });
  assert.equal(manifest, undefined);
  assert.equal(asked[0], join(SRC, "deno.json"));
  assert.equal(asked.at(-1), join(dirname(asked.at(-1)!), "package.json"));
  assert.equal(dirname(dirname(asked.at(-1)!)), dirname(asked.at(-1)!));
});

for (
  const mainModule of [
    "https://example.com/main.ts",
    "data:application/javascript,1",
    "npm:vite@8",
    "",
  ]
) {
  Deno.test(`findAppManifest() asks for no file, when the main module is ${mainModule || "empty"}`, () => {
    assert.equal(
      findAppManifest(mainModule, () => assert.fail("asked for a file")),
      undefined,
    );
  });
}
