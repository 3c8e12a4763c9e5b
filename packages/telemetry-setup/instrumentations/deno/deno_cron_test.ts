import { context, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { createDenoCronInstrumentation } from "./deno_cron.ts";

/** Stands for `Deno.cron`, which `--unstable-cron` switches on: keeps what it was called with. */
function fakeCron() {
  const calls: unknown[][] = [];
  function cron(...args: unknown[]) {
    calls.push(args);
    return Promise.resolve();
  }
  const run = async () => {
    const handler = calls.at(-1)?.find((arg) => typeof arg === "function") as () => unknown;
    await handler();
  };
  return { deno: { cron }, calls, cron, run };
}

function enable({ augment = false } = {}) {
  const telemetry = recordTelemetry();
  const fake = fakeCron();
  const { deno } = fake;
  const enabled = createDenoCronInstrumentation({ deno, augment }).enable(
    telemetry,
    DEFAULT_CONFIG,
  );
  return {
    ...fake,
    telemetry,
    disable: () => enabled[Symbol.dispose](),
    [Symbol.dispose]() {
      enabled[Symbol.dispose]();
      telemetry[Symbol.dispose]();
    },
  };
}

Deno.test("deno-cron records each run of a job as a trace of its own", async () => {
  using enabled = enable();
  const { deno, telemetry, run } = enabled;
  let active: string | undefined;
  const outer = telemetry.tracerProvider.getTracer("app").startSpan("outer");
  context.with(
    trace.setSpan(ROOT_CONTEXT, outer),
    () =>
      deno.cron("clean up", "0 * * * *", async () => {
        await Promise.resolve();
        active = trace.getActiveSpan()?.spanContext().spanId;
      }),
  );
  assert.deepEqual(telemetry.takeSpans(), []);
  await run();
  await run();
  const spans = telemetry.takeSpans();
  assert.equal(spans.length, 2);
  for (const { name, kind, attributes, parentSpanContext } of spans) {
    assert.deepEqual([name, kind, parentSpanContext], [
      "cron clean up",
      SpanKind.INTERNAL,
      undefined,
    ]);
    assert.deepEqual({ ...attributes }, {
      "deno.cron.name": "clean up",
      "deno.cron.schedule": "0 * * * *",
    });
  }
  assert.equal(spans[1]?.spanContext().spanId, active);
});

Deno.test("deno-cron passes options and failures on", async () => {
  using enabled = enable();
  const { deno, telemetry, calls, run } = enabled;
  const options = { backoffSchedule: [1] };
  const schedule = { minute: { every: 5 } };
  const failure = new RangeError("no such file");
  await deno.cron("fail", schedule, options, () => Promise.reject(failure));
  assert.equal(calls[0]?.[1], schedule);
  assert.equal(calls[0]?.[2], options);
  await assert.rejects(run(), (error) => error === failure);
  const [span] = telemetry.takeSpans();
  assert.deepEqual({ ...span?.attributes }, {
    "deno.cron.name": "fail",
    "error.type": "RangeError",
  });
  assert.equal(span?.status.message, "no such file");
  assert.equal(span?.events[0]?.name, "exception");
});

Deno.test("deno-cron leaves everything as it was, when it is disabled", async () => {
  using enabled = enable();
  const { deno, cron, telemetry, run, disable } = enabled;
  let runs = 0;
  await deno.cron("count", "* * * * *", () => void runs++);
  disable();
  await run();
  assert.equal(runs, 1);
  assert.deepEqual(telemetry.takeSpans(), []);
  assert.equal(deno.cron, cron);
});

Deno.test("deno-cron does nothing beside Deno's own telemetry, or where there is no Deno.cron", () => {
  using enabled = enable({ augment: true });
  assert.equal(enabled.deno.cron, enabled.cron);
  const deno = {};
  createDenoCronInstrumentation({ deno }).enable(enabled.telemetry, DEFAULT_CONFIG);
  assert.deepEqual(Object.keys(deno), []);
});
