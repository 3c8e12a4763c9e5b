import assert from "node:assert/strict";
import { mayRunApps } from "../testdata/may_run_apps.ts";
import { type AppRun, DEFAULT_FLAGS, runApp } from "../testdata/run_app.ts";

const ignore = !mayRunApps();

const APP = `
  const deno = Deno.execPath();
  const evaluate = (code: string): Deno.CommandOptions => ({ args: ["eval", "--no-lock", code, "secret"], stdout: "piped", stderr: "null" });
  const output = await new Deno.Command(deno, evaluate("console.log('hidden')")).output();
  if (new TextDecoder().decode(output.stdout) !== "hidden\\n") throw new Error("no output");
  const { code } = new Deno.Command(deno, evaluate("Deno.exit(3)")).outputSync();
  if (code !== 3) throw new Error("not its code");
  const command = new Deno.Command(new URL("file://" + deno), evaluate(""));
  if (!(command instanceof Deno.Command) || Deno.Command.name !== "Command") throw new Error("class");
  const child = command.spawn();
  const status = await child.status;
  if (!status.success) throw new Error("no success");
  await child.stdout.cancel();
  try {
    new Deno.Command("/no/such/program").outputSync();
    throw new Error("it is there");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
`;

function run(enabled: string): Promise<AppRun> {
  return runApp({
    files: { "main.ts": APP },
    flags: [...DEFAULT_FLAGS, "--allow-run", "--allow-read"],
    env: { OTEL_DENO_ENABLED_INSTRUMENTATIONS: enabled },
  });
}

Deno.test(
  "deno-command records child processes, without arguments and output",
  { ignore },
  async () => {
    const { code, stderr, stdout, spans } = await run("deno-command");
    assert.equal(code, 0, stderr);
    assert.equal(stderr, "");
    const told = spans.map(({ name, kind, attributes, status }) => {
      const { "process.pid": pid, ...rest } = attributes;
      return { name, kind, status: status.status_code, hasPid: pid > 0, ...rest };
    });
    const deno = { name: "deno", kind: "SpanKind.CLIENT", "process.executable.name": "deno" };
    assert.deepEqual(told, [
      { ...deno, status: "UNSET", hasPid: false, "process.exit.code": 0 },
      { ...deno, status: "ERROR", hasPid: false, "process.exit.code": 3, "error.type": "3" },
      { ...deno, status: "UNSET", hasPid: true, "process.exit.code": 0 },
      {
        name: "program",
        kind: "SpanKind.CLIENT",
        status: "ERROR",
        hasPid: false,
        "process.executable.name": "program",
        "error.type": "NotFound",
      },
    ]);
    assert.doesNotMatch(stdout, /secret|hidden|eval/);
  },
);

Deno.test("deno-command stays off until it is named", { ignore }, async () => {
  const { code, stderr, spans } = await run("*");
  assert.equal(code, 0, stderr);
  assert.deepEqual(spans, []);
});
