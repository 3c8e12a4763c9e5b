import assert from "node:assert/strict";
import { mayRunProcesses } from "./testing/may_run_processes.ts";
import { startDiceServer } from "./testing/start_dice_server.ts";
import { TELEMETRY_FLAGS } from "./testing/telemetry_flags.ts";

const ignore = !mayRunProcesses() ||
  Deno.permissions.querySync({ name: "net" }).state !== "granted";

const OFF = { OTEL_TRACES_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none" };
const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
const OPEN_METRICS = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";

/** A port that nobody listens on; whoever is quicker may take it. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

Deno.test("dice-server shows Prometheus the trace of a request, when it asks for OpenMetrics", {
  ignore,
}, async () => {
  const port = freePort();
  await using server = await startDiceServer({
    args: ["--port", "0"],
    permissions: TELEMETRY_FLAGS,
    env: {
      ...OFF,
      OTEL_METRICS_EXPORTER: "prometheus",
      OTEL_EXPORTER_PROMETHEUS_HOST: "127.0.0.1",
      OTEL_EXPORTER_PROMETHEUS_PORT: `${port}`,
    },
  });
  const response = await fetch(`http://127.0.0.1:${server.port}/rolldice`, {
    headers: { traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` },
  });
  const value = await response.text();

  const scrape = (accept: string) =>
    fetch(`http://127.0.0.1:${port}/metrics`, { headers: { accept } });
  const openMetrics = await scrape(OPEN_METRICS);
  assert.equal(
    openMetrics.headers.get("content-type"),
    "application/openmetrics-text; version=1.0.0; charset=utf-8",
  );
  const text = await openMetrics.text();
  const exemplar = ` # \\{trace_id="${TRACE_ID}",span_id="[\\da-f]{16}"\\} `;
  assert.match(
    text,
    new RegExp(
      `^dice_rolls_total\\{roll_value="${value}",.*\\} 1${exemplar}1 \\d+(\\.\\d+)?$`,
      "m",
    ),
  );
  assert.match(
    text,
    new RegExp(
      `^http_server_request_duration_seconds_bucket\\{.*\\} 1${exemplar}0\\.\\d+ \\d`,
      "m",
    ),
  );
  assert.ok(text.endsWith("# EOF\n"));
  const plain = await (await scrape("text/plain")).text();
  assert.match(plain, /^dice_rolls_total\{.*\} 1$/m);
});

Deno.test(
  "dice-server prints the trace of a request beside its metrics, when they go to the console",
  {
    ignore,
  },
  async () => {
    const server = await startDiceServer({
      args: ["--port", "0"],
      permissions: TELEMETRY_FLAGS,
      env: { ...OFF, OTEL_METRICS_EXPORTER: "console" },
    });
    const response = await fetch(`http://127.0.0.1:${server.port}/rolldice`, {
      headers: { traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` },
    });
    await response.text();
    const { stdout } = await server.stop("SIGTERM");
    const printed = stdout.match(/"trace_id": \d+/g) ?? [];
    // Exact digits, as Python prints them: one for the counter, one for the histogram.
    const expected = `"trace_id": ${BigInt(`0x${TRACE_ID}`)}`;
    assert.deepEqual(printed, [expected, expected]);
  },
);
