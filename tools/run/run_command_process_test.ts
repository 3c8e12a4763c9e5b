import assert from "node:assert/strict";
import { runCommand } from "./run_command.ts";

const denied = Deno.permissions.querySync({ name: "run" }).state !== "granted";

Deno.test({
  name: "runCommand() reports code, stdout, stderr and uses the environment, when a program ends",
  ignore: denied,
  async fn() {
    const script = "console.log(Deno.env.get('WORD')); console.error('bad'); Deno.exit(3)";
    const result = await runCommand([Deno.execPath(), "eval", script], { env: { WORD: "good" } });
    assert.deepEqual(
      { code: result.code, stdout: result.stdout, stderr: result.stderr },
      { code: 3, stdout: "good\n", stderr: "bad\n" },
    );
  },
});

Deno.test({
  name: "runCommand() ends a program with code 124, when it runs into the timeout",
  ignore: denied,
  async fn() {
    const result = await runCommand(
      [Deno.execPath(), "eval", "setInterval(() => {}, 1000)"],
      { timeout: 50 },
    );
    assert.equal(result.code, 124);
    assert.match(result.stderr, /not done after 50 ms/);
  },
});
