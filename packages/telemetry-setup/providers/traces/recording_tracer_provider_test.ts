import assert from "node:assert/strict";
import { type Attributes, createNoopMeter, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { SamplingDecision, type SpanProcessor } from "@opentelemetry/sdk-trace";
import { createGuard } from "../guard/guard.ts";
import { warningsOf } from "../metrics/testdata/provide.ts";
import { RecordingTracerProvider } from "./recording_tracer_provider.ts";

const guard = createGuard(() => {});

function processorThat(flush: () => Promise<void>): SpanProcessor {
  return { onStart() {}, onEnd() {}, forceFlush: flush, shutdown: flush };
}

Deno.test("RecordingTracerProvider.getTracer() gives one tracer for a scope", () => {
  const provider = new RecordingTracerProvider({}, guard);
  const tracer = provider.getTracer("a", "1", { schemaUrl: "urn:x" });
  assert.equal(provider.getTracer("a", "1", { schemaUrl: "urn:x" }), tracer);
  for (
    const other of [provider.getTracer("a", "2"), provider.getTracer("a"), provider.getTracer("b")]
  ) {
    assert.notEqual(other, tracer);
  }
  assert.equal(provider.getTracer("a", ""), provider.getTracer("a"));
  assert.deepEqual(tracer.settings.scope, { name: "a", version: "1", schemaUrl: "urn:x" });
});

Deno.test("RecordingTracerProvider.getTracer() gives tracers without end, keeps a thousand, and says so once", () => {
  const provider = new RecordingTracerProvider({}, guard);
  const first = provider.getTracer("scope 0");
  for (let count = 1; count < 1000; count++) provider.getTracer(`scope ${count}`);
  assert.equal(provider.getTracer("scope 0"), first);
  const warnings = warningsOf(() => {
    assert.ok(provider.getTracer("one more").startSpan("a").isRecording());
    assert.notEqual(provider.getTracer("one more"), provider.getTracer("one more"));
  });
  assert.deepEqual(warnings, [
    "Cannot keep more than 1000 tracers: those of further scopes are made anew each time that they are " +
    "asked for",
  ]);
});

Deno.test("RecordingTracerProvider.forceFlush() waits for all processors, and says which failed", async () => {
  const flushed: string[] = [];
  const provider = new RecordingTracerProvider({
    spanProcessors: [
      processorThat(() => Promise.reject(new Error("first"))),
      processorThat(() => Promise.resolve(void flushed.push("second"))),
      processorThat(() => {
        throw new Error("third");
      }),
    ],
  }, guard);
  await assert.rejects(provider.forceFlush(), (error: AggregateError) => {
    assert.deepEqual(error.errors.map(({ message }) => message), ["first", "third"]);
    return true;
  });
  assert.deepEqual(flushed, ["second"]);
});

Deno.test("RecordingTracerProvider.forceFlush() does not wait longer than it is told", async () => {
  const provider = new RecordingTracerProvider({
    spanProcessors: [processorThat(() => new Promise(() => {}))],
  }, guard);
  await assert.rejects(provider.forceFlush({ timeoutMillis: 5 }), (error: AggregateError) => {
    assert.match(error.errors[0].message, /^Cannot flush a span processor: not done within 5 ms$/);
    return true;
  });
});

Deno.test("RecordingTracerProvider.shutdown() shuts all processors down", async () => {
  let count = 0;
  const processor = processorThat(() => Promise.resolve(void count++));
  await new RecordingTracerProvider({ spanProcessors: [processor, processor] }, guard).shutdown();
  assert.equal(count, 2);
});

Deno.test("RecordingTracerProvider counts spans that start and that are alive, if asked to", () => {
  const counted: [string, number, Attributes | undefined][] = [];
  const meter = createNoopMeter();
  const count = (name: string) => ({
    add: (value: number, attributes?: Attributes) => void counted.push([name, value, attributes]),
  });
  const decisions = [
    SamplingDecision.RECORD_AND_SAMPLED,
    SamplingDecision.RECORD,
    SamplingDecision.NOT_RECORD,
  ];
  const provider = new RecordingTracerProvider({
    meterProvider: {
      getMeter: () => Object.assign(meter, { createCounter: count, createUpDownCounter: count }),
    },
    sampler: { shouldSample: () => ({ decision: decisions.shift()! }), toString: () => "test" },
  }, guard);
  const tracer = provider.getTracer("test");
  const remote = { traceId: "a".repeat(32), spanId: "b".repeat(16), traceFlags: 1, isRemote: true };
  const root = tracer.startSpan("a", {}, ROOT_CONTEXT);
  tracer.startSpan("b", {}, trace.setSpan(ROOT_CONTEXT, root)).end();
  tracer.startSpan("c", {}, trace.setSpanContext(ROOT_CONTEXT, remote)).end();
  root.end();
  const [started, live] = ["otel.sdk.span.started", "otel.sdk.span.live"];
  const [result, origin] = ["otel.span.sampling_result", "otel.span.parent.origin"] as const;
  assert.deepEqual(counted, [
    [started, 1, { [origin]: "none", [result]: "RECORD_AND_SAMPLE" }],
    [live, 1, { [result]: "RECORD_AND_SAMPLE" }],
    [started, 1, { [origin]: "local", [result]: "RECORD_ONLY" }],
    [live, 1, { [result]: "RECORD_ONLY" }],
    [live, -1, { [result]: "RECORD_ONLY" }],
    [started, 1, { [origin]: "remote", [result]: "DROP" }],
    [live, -1, { [result]: "RECORD_AND_SAMPLE" }],
  ]);
});
