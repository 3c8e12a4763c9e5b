import assert from "node:assert/strict";
import { parseJsonSequence } from "../../tools/parse_json_sequence.ts";
import { mayRunProcesses } from "./testing/may_run_processes.ts";
import { startDiceServer } from "./testing/start_dice_server.ts";
import { TELEMETRY_FLAGS } from "./testing/telemetry_flags.ts";

const ignore = !mayRunProcesses();

// deno-lint-ignore no-explicit-any -- the parsed output, whose shape is what is tested
type Printed = any;

/** Runs the server in console mode, rolls once, ends it; gives all that it printed. */
async function printed(env: Record<string, string> = {}): Promise<{
  readonly objects: readonly Printed[];
  readonly stderr: readonly string[];
  readonly value: number;
}> {
  const server = await startDiceServer({
    args: ["--port", "0"],
    permissions: TELEMETRY_FLAGS,
    env: {
      OTEL_TRACES_EXPORTER: "console",
      OTEL_METRICS_EXPORTER: "console",
      OTEL_LOGS_EXPORTER: "console",
      ...env,
    },
  });
  const { body } = await server.get("/rolldice?player=alice");
  const { stdout, restOfStderr, status } = await server.stop("SIGTERM");
  assert.equal(status.code, 143);
  return { objects: parseJsonSequence(stdout), stderr: restOfStderr, value: Number(body) };
}

Deno.test("console mode prints nothing but telemetry on standard output", {
  ignore,
}, async () => {
  const { objects, stderr, value } = await printed();
  const roll: Printed = objects.find(({ name }) => name === "roll");
  const request: Printed = objects.find(({ name }) => name === "GET /rolldice");
  assert.equal(roll.parent_id, request.context.span_id);
  assert.equal(roll.attributes["roll.value"], value);
  assert.equal(request.kind, "SpanKind.SERVER");
  assert.equal(request.parent_id, null);
  const log: Printed = objects.find(({ severity_text }) => severity_text === "WARN");
  assert.equal(log.body, `alice is rolling the dice: ${value}`);
  assert.equal(log.trace_id, request.context.trace_id);
  assert.ok(
    stderr.some((line) => line.endsWith(`alice is rolling the dice: ${value}`)),
    "the application's own line stands on standard error",
  );
});

Deno.test("console mode has a metric export with the counter and the histogram", {
  ignore,
}, async () => {
  const { objects, value } = await printed();
  const exported: Printed = objects.findLast((object) => "resource_metrics" in object);
  const metrics: Printed[] = exported.resource_metrics[0].scope_metrics
    .flatMap(({ metrics }: Printed) => metrics);
  const rolls = metrics.find(({ name }) => name === "dice.rolls");
  assert.equal(rolls.data.is_monotonic, true);
  assert.deepEqual(rolls.data.data_points[0].attributes, { "roll.value": value });
  const duration = metrics.find(({ name }) => name === "http.server.request.duration");
  assert.equal(duration.unit, "s");
  assert.equal(duration.data.data_points[0].count, 1);
});

Deno.test("console mode prints one metric export at the end, not more", { ignore }, async () => {
  const { objects } = await printed();
  assert.equal(objects.filter((object) => "resource_metrics" in object).length, 1);
});

Deno.test("each signal can go to the console by itself", { ignore }, async () => {
  const { objects } = await printed({
    OTEL_METRICS_EXPORTER: "none",
    OTEL_LOGS_EXPORTER: "none",
  });
  assert.deepEqual(objects.map(({ name }) => name), ["roll", "GET /rolldice"]);
});
