import { context, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { configWith, DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { createDenoQueueInstrumentation } from "./deno_queue.ts";
import { fakeKv } from "./testdata/fake_kv.ts";

async function open(config = DEFAULT_CONFIG) {
  const telemetry = recordTelemetry();
  const deno = fakeKv();
  const enabled = createDenoQueueInstrumentation({ deno }).enable(telemetry, config);
  return {
    kv: await deno.openKv(),
    telemetry,
    disable: () => enabled[Symbol.dispose](),
    [Symbol.dispose]() {
      enabled[Symbol.dispose]();
      telemetry[Symbol.dispose]();
    },
  };
}

Deno.test("deno-queue records sending and handling; the message is what the application gave", async () => {
  using opened = await open();
  const { kv, telemetry } = opened;
  const message = { roll: 4 };
  let active: string | undefined;
  await kv.listenQueue((received) => {
    assert.equal(received, message);
    active = trace.getActiveSpan()?.spanContext().spanId;
  });
  const outer = telemetry.tracerProvider.getTracer("app").startSpan("outer");
  const result = await context.with(
    trace.setSpan(ROOT_CONTEXT, outer),
    () => kv.enqueue(message),
  );
  assert.deepEqual(result, { ok: true });
  const spans = telemetry.takeSpans();
  const handled = spans.find(({ name }) => name === "process");
  const sent = spans.find(({ name }) => name === "enqueue");
  assert.equal(handled?.spanContext().spanId, active);
  assert.equal(handled?.kind, SpanKind.CONSUMER);
  assert.equal(handled?.parentSpanContext, undefined);
  assert.deepEqual({ ...handled?.attributes }, {
    "messaging.system": "deno.kv",
    "messaging.operation.name": "process",
    "messaging.operation.type": "process",
  });
  assert.equal(sent?.kind, SpanKind.CLIENT);
  assert.equal(sent?.parentSpanContext?.spanId, outer.spanContext().spanId);
  assert.deepEqual({ ...sent?.attributes }, {
    "messaging.system": "deno.kv",
    "messaging.operation.name": "enqueue",
    "messaging.operation.type": "send",
  });
});

Deno.test("deno-queue records what a handler throws, and passes it on", async () => {
  for (const [optIn, events] of [[null, 1], ["logs", 0]] as const) {
    using opened = await open(configWith({ exception_signal_opt_in: optIn }));
    const { kv, telemetry } = opened;
    await kv.listenQueue(() => Promise.reject(new RangeError("no such die")));
    await assert.rejects(kv.enqueue(1), { message: "no such die" });
    const handled = telemetry.takeSpans().find(({ name }) => name === "process");
    assert.equal(handled?.attributes["error.type"], "RangeError");
    assert.equal(handled?.events.length, events);
  }
});

Deno.test("deno-queue records what cannot be sent, by its type", async () => {
  using opened = await open();
  const { kv, telemetry } = opened;
  await assert.rejects(kv.enqueue("bad"), { message: "no room for bad" });
  const [sent] = telemetry.takeSpans();
  assert.deepEqual([sent?.attributes["error.type"], sent?.status], ["TypeError", { code: 2 }]);
});

Deno.test("deno-queue leaves wrong handlers to Deno, and everything when it is disabled", async () => {
  using opened = await open();
  const { kv, telemetry, disable } = opened;
  await kv.listenQueue(undefined as unknown as () => void);
  const received: unknown[] = [];
  await kv.listenQueue((message) => void received.push(message));
  disable();
  await kv.enqueue("after");
  assert.deepEqual(received, ["after"]);
  assert.deepEqual(telemetry.takeSpans(), []);
});
