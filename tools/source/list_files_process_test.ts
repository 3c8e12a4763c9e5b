import assert from "node:assert/strict";
import { join } from "node:path";
import { listFiles } from "./list_files.ts";
import { runCommand } from "../run/run_command.ts";

const denied = ["read", "write", "run"].some((name) =>
  Deno.permissions.querySync({ name: name as "read" | "write" | "run" }).state !== "granted"
);

Deno.test({
  name: "listFiles() lists tracked and new files but no ignored or deleted one, when git is there",
  ignore: denied,
  async fn() {
    const root = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(join(root, ".gitignore"), "ignored.ts\n");
      for (const file of ["tracked.ts", "deleted.ts", "new.ts", "ignored.ts", "other.md"]) {
        await Deno.writeTextFile(join(root, file), "");
      }
      assert.equal((await runCommand(["git", "init", "-q"], { cwd: root })).code, 0);
      const added = await runCommand(["git", "add", "tracked.ts", "deleted.ts"], { cwd: root });
      assert.equal(added.code, 0, added.stderr);
      await Deno.remove(join(root, "deleted.ts"));
      assert.deepEqual(await listFiles(root, [".ts"]), ["new.ts", "tracked.ts"]);
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
});

Deno.test({
  name: "listFiles() walks the folders and leaves out build output, when git knows nothing of them",
  ignore: denied,
  async fn() {
    const root = await Deno.makeTempDir();
    try {
      for (const folder of ["b", "node_modules/x", ".cache"]) {
        await Deno.mkdir(join(root, folder), { recursive: true });
      }
      for (const file of ["z.ts", "b/a.ts", "b/a.md", "node_modules/x/i.ts", ".cache/c.ts"]) {
        await Deno.writeTextFile(join(root, file), "");
      }
      assert.deepEqual(await listFiles(root, [".ts", ".tsx"]), ["b/a.ts", "z.ts"]);
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
});
