import assert from "node:assert/strict";
import { startSpanCounter } from "./testing/start_span_counter.ts";

const ignore = (["run", "net", "read", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

async function runShutDown(endpoint: string, flags: readonly string[]) {
  const startedAt = performance.now();
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      ...flags,
      new URL("./testdata/shut_down.ts", import.meta.url).pathname,
    ],
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      NO_COLOR: "1",
    },
    stdin: "null",
    signal: AbortSignal.timeout(60_000),
  }).output();
  return {
    code,
    stderr: new TextDecoder().decode(stderr),
    durationMillis: performance.now() - startedAt,
  };
}

for (
  const [way, flags] of [
    ["in the worker", ["--allow-net", "--allow-env", "--allow-read"]],
    ["inline", ["--allow-net", "--allow-env"]],
  ] as const
) {
  Deno.test(`shutdown() sends what is left, ${way}`, { ignore }, async () => {
    await using receiver = await startSpanCounter();
    const { code, stderr } = await runShutDown(receiver.endpoint, flags);
    assert.deepEqual(receiver.spanNames, ["last words"]);
    assert.match(stderr, /shut down\n$/);
    assert.equal(code, 0);
  });

  Deno.test(`shutdown() does not wait for a receiver to come, ${way}`, { ignore }, async () => {
    const receiver = await startSpanCounter();
    await receiver[Symbol.asyncDispose]();
    const { code, stderr, durationMillis } = await runShutDown(receiver.endpoint, flags);
    assert.match(stderr, /Cannot send telemetry to http:\/\/127\.0\.0\.1:\d+: connection refused/);
    assert.match(stderr, /Lost 1 span: http:\/\/127\.0\.0\.1:\d+ did not take them/);
    assert.match(stderr, /shut down\n$/);
    assert.equal(code, 0);
    // A payload is tried without end while the application runs.
    assert.ok(durationMillis < 15_000, `it took ${durationMillis} ms`);
  });
}
