import assert from "node:assert/strict";
import { join } from "node:path";
import { runCommand } from "../run/run_command.ts";

const ignore = (["read", "write", "run", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

/** Imported late: a compiler in it reads the environment when it is loaded. */
async function check(manifest: object, files: Readonly<Record<string, string>>) {
  const { checkPackage } = await import("./check_package.ts");
  const folder = await Deno.makeTempDir();
  try {
    const text = JSON.stringify({ name: "@x/x", version: "1.0.0", type: "module", ...manifest });
    await Deno.writeTextFile(join(folder, "package.json"), text);
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(join(folder, name), text);
    }
    const { code, stdout, stderr } = await runCommand(["npm", "pack", "--silent"], { cwd: folder });
    assert.equal(code, 0, stderr);
    const tarball = await Deno.readFile(join(folder, stdout.trim()));
    return await checkPackage({ name: "@x/x", folder, tarball });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const EXPORTS = { ".": { types: "./mod.d.ts", default: "./mod.js" } };
const FILES = {
  "mod.js": "export const a = 1;\n",
  "mod.d.ts": "export declare const a: number;\n",
};

Deno.test(
  "checkPackage() finds nothing wrong with an ES module with types",
  { ignore },
  async () => {
    const { problems } = await check({ exports: EXPORTS, license: "Apache-2.0" }, FILES);
    assert.deepEqual(problems, []);
  },
);

Deno.test("checkPackage() finds a file that is missing", { ignore }, async () => {
  const exports = { ...EXPORTS, "./more": "./more.js" };
  const { problems } = await check({ exports, license: "Apache-2.0" }, FILES);
  assert.ok(problems.some((text) => /more\.js.*\(publint FILE_DOES_NOT_EXIST\)/.test(text)));
});

Deno.test(
  "checkPackage() finds types that are missing or of the wrong kind",
  { ignore },
  async () => {
    const { "mod.js": code } = FILES;
    const none = await check({ exports: "./mod.js" }, { "mod.js": code });
    assert.ok(none.problems.includes("@x/x: has no types"), none.problems.join("\n"));
    const exports = { ".": { types: "./mod.d.cts", default: "./mod.js" } };
    const wrong = await check({ exports }, { "mod.js": code, "mod.d.cts": FILES["mod.d.ts"] });
    assert.ok(
      wrong.problems.some((text) => text.includes("(attw FalseCJS)")),
      wrong.problems.join("\n"),
    );
  },
);
