import assert from "node:assert/strict";
import type { CommandResult } from "./run_command.ts";
import { runSteps } from "./run_steps.ts";

const STEPS = [{ name: "lint", args: ["lint"] }, { name: "file sizes", args: ["run", "x.ts"] }];

async function runWith(
  results: Readonly<Record<string, Partial<CommandResult>>>,
  terminal = false,
): Promise<{ readonly failed: readonly string[]; readonly text: string }> {
  let text = "";
  const failed = await runSteps(STEPS, {
    run: ([first = ""]) =>
      Promise.resolve({ code: 0, stdout: "", stderr: "", seconds: 1.25, ...results[first] }),
    write: (part) => text += part,
    terminal,
  });
  return { failed, text };
}

Deno.test("runSteps() writes one line a step and the total, when all pass", async () => {
  const { failed, text } = await runWith({
    run: { stdout: "3 files\nwarning: long file\n", seconds: 10.5 },
  });
  assert.deepEqual(failed, []);
  assert.equal(
    text,
    "✓ lint         1.3 s\n✓ file sizes  10.5 s\n  warning: long file\n2 steps passed in 11.8 s\n",
  );
});

Deno.test("runSteps() shows all output of a step and runs the next ones, when it fails", async () => {
  const { failed, text } = await runWith({ lint: { code: 1, stdout: "a\n\nb\n", stderr: "c\n" } });
  assert.deepEqual(failed, ["lint"]);
  assert.equal(
    text,
    "✗ lint         1.3 s\n    a\n\n    b\n    c\n✓ file sizes   1.3 s\n" +
      "1 of 2 steps failed: lint in 2.5 s\n",
  );
});

Deno.test("runSteps() writes no escape sequence, when the output is no terminal", async () => {
  const piped = await runWith({});
  const shown = await runWith({}, true);
  assert.ok(!piped.text.includes("\x1b"));
  assert.ok(shown.text.includes("… lint\r\x1b[32m✓\x1b[0m lint"));
});
