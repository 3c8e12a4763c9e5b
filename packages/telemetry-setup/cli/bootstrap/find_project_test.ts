import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { findProject } from "./find_project.ts";

const CWD = resolve("/work-of-mine");

function find(path: string, files: Readonly<Record<string, string>>) {
  const texts = new Map(Object.entries(files).map(([name, text]) => [join(CWD, name), text]));
  return findProject(path, {
    cwd: CWD,
    kindOf: (path) =>
      texts.has(path)
        ? "file"
        : [...texts.keys()].some((file) => file.startsWith(`${path}`)) || path === CWD
        ? "folder"
        : undefined,
    readTextFile: (path) => texts.get(path) ?? "",
  });
}

Deno.test("findProject() finds both manifests, deno.json first", () => {
  const { folder, manifests } = find("app", { "app/package.json": "{}", "app/deno.json": "{}" });
  assert.equal(folder, join(CWD, "app"));
  assert.deepEqual(manifests.map(({ kind }) => kind), ["deno", "package"]);
});

Deno.test("findProject() goes up from an entry to the manifest and the workspace's lock file", () => {
  const { entry, folder, locks, denoLock } = find("app/src/main.ts", {
    "app/src/main.ts": "",
    "app/deno.jsonc": "{}",
    "deno.lock": "locked",
  });
  assert.equal(entry, join(CWD, "app/src/main.ts"));
  assert.equal(folder, join(CWD, "app"));
  assert.deepEqual([locks, denoLock], [["locked"], join(CWD, "deno.lock")]);
});

Deno.test("findProject() takes the entry that the manifest names, else a usual one", () => {
  const named = { "deno.json": '{ "exports": "./a.ts" }', "a.ts": "", "main.ts": "" };
  assert.equal(find(".", named).entry, join(CWD, "a.ts"));
  assert.equal(find(".", { "deno.json": "{}", "main.ts": "" }).entry, join(CWD, "main.ts"));
  assert.equal(find(".", { "deno.json": "{}" }).entry, undefined);
});

Deno.test("findProject() says what to do where there is no path or no manifest", () => {
  assert.throws(() => find("none", {}), /^UsageError: Cannot find none: there is no such file/);
  assert.throws(() => find(".", {}), /^UsageError: Cannot find a deno\.json .* deno init/);
});
