import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { ensureEntries } from "./cli/entries/ensure_entries.ts";
import { startSpanCounter } from "./testing/start_span_counter.ts";

const ignore = (["run", "net", "read"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test("register_sync reaches a program by NODE_OPTIONS=--require", { ignore }, async () => {
  await using receiver = await startSpanCounter();
  const path = (file: string) => new URL(file, import.meta.url).pathname;
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--allow-net",
      "--allow-env",
      "--allow-read",
      path("testdata/end_in_some_way.ts"),
      "Deno.exit",
    ],
    env: {
      NODE_OPTIONS: `--require ${path("register_sync.cjs")}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    },
    stdout: "null",
    stderr: "piped",
  }).output();
  assert.equal(code, 7, new TextDecoder().decode(stderr));
  assert.deepEqual(receiver.spanNames, ["last words"]);
});

const mayBuild = (["env", "run", "write", "read"] as const)
  .every((name) => Deno.permissions.querySync({ name }).state === "granted");

for (const kind of ["source", "bundle"] as const) {
  Deno.test(`register_sync does nothing inside our own commands, as ${kind}`, {
    ignore: ignore || !mayBuild,
  }, async () => {
    const folder = kind === "source" ? new URL("./", import.meta.url) : await ensureEntries();
    const run = async (file: string) => {
      const { code, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", fileURLToPath(new URL(file, import.meta.url)), "--help"],
        env: {
          NODE_OPTIONS: `--require "${fileURLToPath(new URL("register_sync.cjs", folder))}"`,
          // Whoever starts telemetry says something of it.
          OTEL_TRACES_EXPORTER: "unheard-of",
          OTEL_METRICS_EXPORTER: "none",
          OTEL_LOGS_EXPORTER: "none",
        },
        stdout: "null",
      }).output();
      return { code, warned: new TextDecoder().decode(stderr).includes("unheard-of") };
    };
    assert.deepEqual(await run("testdata/end_in_some_way.ts"), { code: 0, warned: true });
    for (const command of ["instrument", "bootstrap", "doctor", "explain"]) {
      assert.deepEqual(await run(`cli/${command}.ts`), { code: 0, warned: false }, command);
    }
  });
}
