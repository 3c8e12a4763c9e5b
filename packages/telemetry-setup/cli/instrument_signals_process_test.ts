import assert from "node:assert/strict";
import { startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
import { startSpanCounter } from "../testing/start_span_counter.ts";
import { instrumentCommand } from "./testdata/instrument_command.ts";
import { mayRunApps } from "./testdata/may_run_apps.ts";
import { createOutsideApp } from "./testdata/outside_app.ts";
import { readUntil } from "./testdata/read_until.ts";

const ignore = !mayRunApps() || Deno.build.os === "windows";

/** An application that waits for a signal; `pid` is its own process. */
async function startWaiting(
  env: Readonly<Record<string, string>>,
  denied: readonly string[] = [],
) {
  const app = await createOutsideApp();
  const child = instrumentCommand(["deno", "run", "-A", "main.ts", "wait"], {
    cwd: app.folder,
    env,
    denied,
  }).spawn();
  const stderr = new Response(child.stderr).text();
  const stdout = readUntil(child.stdout, /pid (\d+)/);
  const [, pid] = (await stdout.found) ?? [];
  const overdue = setTimeout(() => Deno.kill(Number(pid), "SIGKILL"), 20_000);
  return {
    child,
    stderr,
    pid: Number(pid),
    async [Symbol.asyncDispose]() {
      await stdout.all;
      clearTimeout(overdue);
      await app[Symbol.asyncDispose]();
    },
  };
}

const LAUNCHES = [
  { launch: "in its place", denied: [] },
  // Without the system's `execv` it is a child.
  { launch: "as its child", denied: ["--deny-ffi"] },
] as const;

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  for (const { launch, denied } of LAUNCHES) {
    Deno.test(`opentelemetry-instrument leaves ${signal} to the application ${launch}`, {
      ignore,
    }, async () => {
      await using receiver = await startSpanCounter();
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint };
      await using app = await startWaiting(env, denied);
      assert.equal(app.pid === app.child.pid, launch === "in its place");
      app.child.kill(signal);
      const status = await app.child.status;
      assert.deepEqual([status.signal, status.code > 128], [signal, true], await app.stderr);
      assert.deepEqual(receiver.spanNames, ["main wait"]);
    });
  }
}

for (const { launch, denied } of LAUNCHES) {
  Deno.test(`opentelemetry-instrument lets a second Ctrl-C end the application at once ${launch}`, {
    ignore,
  }, async () => {
    await using receiver = await startFaultyReceiver({
      protocol: "http",
      misbehave: { kind: "silence" },
    });
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_DENO_EXIT_TIMEOUT: "15000",
    };
    await using app = await startWaiting(env, denied);
    const startedAt = performance.now();
    app.child.kill("SIGINT");
    await new Promise((resolve) => setTimeout(resolve, 500));
    app.child.kill("SIGINT");
    const status = await app.child.status;
    const millis = performance.now() - startedAt;
    assert.equal(status.signal, "SIGINT", await app.stderr);
    assert.ok(millis < 10_000, `it took ${millis} ms`);
  });
}
