import assert from "node:assert/strict";
import { readWorkspace } from "./read_workspace.ts";

function reader(files: Readonly<Record<string, unknown>>) {
  return (path: string) =>
    path in files
      ? Promise.resolve(JSON.stringify(files[path]))
      : Promise.reject(new Deno.errors.NotFound(path));
}

Deno.test("readWorkspace() resolves exports against the root, when they are one file or many", async () => {
  const workspace = await readWorkspace(reader({
    "deno.json": {
      workspace: ["./packages/a", "apps/b"],
      tasks: { ok: "x" },
      imports: { x: "npm:x@1.0.0" },
    },
    "packages/a/deno.json": {
      name: "@x/a",
      exports: { ".": "./mod.ts", "./cli": "./cli/main.ts" },
    },
    "apps/b/deno.json": { exports: "./app.ts", imports: { y: "npm:y@1.0.0" } },
  }));
  assert.deepEqual(workspace, {
    members: [
      {
        folder: "packages/a",
        name: "@x/a",
        imports: {},
        exports: { ".": "packages/a/mod.ts", "./cli": "packages/a/cli/main.ts" },
      },
      {
        folder: "apps/b",
        name: "apps/b",
        imports: { y: "npm:y@1.0.0" },
        exports: { ".": "apps/b/app.ts" },
      },
    ],
    tasks: ["ok"],
    imports: { x: "npm:x@1.0.0" },
  });
});

Deno.test("readWorkspace() names the file, when it is not JSON", async () => {
  await assert.rejects(readWorkspace(() => Promise.resolve("{")), {
    name: "SyntaxError",
    message: "Cannot read deno.json: it is not JSON",
  });
});
