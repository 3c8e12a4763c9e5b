import assert from "node:assert/strict";
import { repositoryRoot } from "./collector/repository_root.ts";
import { runCommand } from "./run/run_command.ts";

const ignore = (["env", "read", "run", "write"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test(
  "viewer:compile --check finds nothing that the binary would miss",
  { ignore },
  async () => {
    const { code, stderr } = await runCommand(
      [Deno.execPath(), "task", "--quiet", "viewer:compile", "--check"],
      { cwd: repositoryRoot },
    );
    assert.equal(code, 0, stderr);
    // The program is more than its entry, and the pages are one of what is included.
    assert.match(stderr, /^[1-9]\d{2,} modules of ours, [2-9] includes$/m);
    assert.ok(Deno.statSync(`${repositoryRoot}/apps/viewer/dist/ui/index.html`).isFile);
  },
);
