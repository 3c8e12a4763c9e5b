import assert from "node:assert/strict";
import { startSpanCounter } from "../testing/start_span_counter.ts";
import { instrumentCommand } from "./testdata/instrument_command.ts";
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { createOutsideApp } from "./testdata/outside_app.ts";
import { type Outcome, runBoth } from "./testdata/run_both.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows";

/** The kind of worker, how it or the process ends, and the spans. */
const CASES: readonly (readonly [kind: string, what: string, spans: readonly string[]])[] = [
  ["web", "close", ["in web worker", "message hello", "message close"]],
  ["web", "exit", ["in web worker", "message hello", "message exit"]],
  ["web", "throw", ["in web worker", "message hello", "message throw"]],
  ["web", "terminate", ["in web worker", "message hello", "message terminate"]],
  ["web", "main exits", ["in web worker", "message hello", "message main exits"]],
  ["web", "signal", ["in web worker", "message hello", "message signal"]],
  ["web", "data", ["in data"]],
  ["web", "missing", []],
  ["node", "idle", ["in node worker"]],
  ["node", "exit", ["in node worker", "message hello", "message exit"]],
  ["node", "throw", ["in node worker", "message hello", "message throw"]],
  ["node", "terminate", ["in node worker", "message hello", "message terminate"]],
  ["node", "main exits", ["in node worker", "message hello", "message main exits"]],
  ["node", "signal", ["in node worker", "message hello", "message signal"]],
  ["node", "missing", []],
  ["eval", "!", []],
];

for (const [kind, what, spans] of CASES) {
  Deno.test(`opentelemetry-instrument reaches a ${kind} worker: ${what}`, { ignore }, async () => {
    await using receiver = await startSpanCounter();
    await using app = await createOutsideApp();
    const { plain, instrumented } = await runBoth(
      ["deno", "run", "--allow-all", "workers.ts", kind, what],
      { cwd: app.folder, receiver },
    );
    assert.deepEqual(withoutOrder(instrumented), withoutOrder(plain));
    assert.deepEqual(receiver.spanNames.toSorted(), ["main", ...spans].toSorted());
    const told = (name: string) => new Set(receiver.spans.map(({ resource }) => resource[name]));
    // Each thread is an instance of the same service, in the same run.
    assert.equal(told("service.instance.id").size, spans.length === 0 ? 1 : 2);
    assert.deepEqual([...told("service.name")], ["@outside/app"]);
    assert.equal(told("otel_deno.run.id").size, 1);
    assert.doesNotMatch(String([...told("otel_deno.run.id")]), /^(undefined)?$/);
  });
}

for (const kind of ["web", "node"]) {
  Deno.test(`opentelemetry-instrument leaves a ${kind} worker alone, when nothing is sent`, {
    ignore,
  }, async () => {
    await using app = await createOutsideApp();
    const exporters = ["--metrics_exporter", "none", "--logs_exporter", "none"];
    const { code, stdout, stderr } = await instrumentCommand(
      [
        "--traces_exporter",
        "console",
        ...exporters,
        "deno",
        "run",
        "-A",
        "workers.ts",
        kind,
        "exit",
      ],
      { cwd: app.folder },
    ).output();
    const text = new TextDecoder();
    const { code: plain } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "-A", "workers.ts", kind, "exit"],
      cwd: app.folder,
      signal: AbortSignal.timeout(60_000),
    }).output();
    assert.equal(code, plain, text.decode(stderr));
    assert.match(text.decode(stdout), new RegExp(`"name": "in ${kind} worker"`));
    assert.doesNotMatch(text.decode(stderr), /the thread above/);
  });
}

/** In Deno, messages and errors of a worker take different ways. */
function withoutOrder({ stdout, ...outcome }: Outcome): unknown {
  return { ...outcome, stdout: stdout.split("\n").toSorted() };
}
