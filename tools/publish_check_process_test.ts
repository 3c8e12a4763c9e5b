import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { runCommand } from "./run/run_command.ts";

const ignore = (["read", "write", "run", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test(
  "deno task publish:check finds every package fit to be published",
  { ignore },
  async () => {
    const cwd = fileURLToPath(new URL("..", import.meta.url));
    const task = [Deno.execPath(), "task", "--quiet", "publish:check"] as const;
    const { code, stdout, stderr } = await runCommand([...task], { cwd, env: { NO_COLOR: "1" } });
    assert.equal(code, 0, `${stdout}${stderr}`);
    assert.match(stdout, /^ok {2}publint and attw, @otel-deno\/telemetry-setup$/m);
  },
);
