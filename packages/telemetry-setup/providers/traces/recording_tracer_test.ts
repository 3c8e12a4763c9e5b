import assert from "node:assert/strict";
import { context, ROOT_CONTEXT, type Span, trace, TraceFlags } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { suppressTracing } from "@opentelemetry/core";
import { AlwaysOffSampler, type Sampler, SamplingDecision } from "@opentelemetry/sdk-trace";
import { createGuard } from "../guard/guard.ts";
import { RecordingSpan } from "./recording_span.ts";
import { RecordingTracerProvider } from "./recording_tracer_provider.ts";

const PARENT = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
const guard = createGuard(() => {});
const tracer = new RecordingTracerProvider({}, guard).getTracer("test");

function childOf(traceFlags: number) {
  const parent = trace.setSpanContext(ROOT_CONTEXT, { ...PARENT, traceFlags, isRemote: true });
  return tracer.startSpan("child", {}, parent).spanContext();
}

Deno.test("RecordingTracer.startSpan() says that the id is random, where a trace begins", () => {
  assert.equal(tracer.startSpan("root", {}, ROOT_CONTEXT).spanContext().traceFlags, 3);
  const parent = trace.setSpanContext(ROOT_CONTEXT, { ...PARENT, traceFlags: 1 });
  assert.equal(tracer.startSpan("root", { root: true }, parent).spanContext().traceFlags, 3);
});

Deno.test("RecordingTracer.startSpan() leaves the flag of random ids as the parent has it", () => {
  assert.deepEqual([0, 1, 2, 3].map((flags) => childOf(flags).traceFlags), [0, 1, 2, 3]);
});

Deno.test("RecordingTracer.startSpan() says so of spans that are not recorded, too", () => {
  const off = new RecordingTracerProvider({ sampler: new AlwaysOffSampler() }, guard).getTracer(
    "test",
  );
  assert.equal(off.startSpan("root", {}, ROOT_CONTEXT).spanContext().traceFlags, 2);
});

Deno.test("RecordingTracer.startActiveSpan() does so, and startSpan() with the active parent", () => {
  const manager = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(manager);
  try {
    tracer.startActiveSpan("root", (root) => {
      assert.equal(root.spanContext().traceFlags, 3);
      assert.equal(tracer.startSpan("child").spanContext().traceFlags, 3);
    });
    context.with(trace.setSpanContext(ROOT_CONTEXT, { ...PARENT, traceFlags: 1 }), () => {
      assert.equal(tracer.startSpan("child").spanContext().traceFlags, TraceFlags.SAMPLED);
    });
  } finally {
    context.disable();
  }
});

Deno.test("RecordingTracer.startSpan() gives no ids where tracing is suppressed", () => {
  const suppressed = tracer.startSpan("none", {}, suppressTracing(ROOT_CONTEXT)).spanContext();
  assert.equal(suppressed.traceFlags, TraceFlags.NONE);
});

Deno.test("RecordingTracer.startSpan() has the ids of a parent that somebody has wrapped", () => {
  const parent = tracer.startSpan("parent", {}, ROOT_CONTEXT);
  const wrapped = Object.create(parent, {
    spanContext: { value: () => ({ ...PARENT, traceFlags: 1 }) },
  });
  const child = tracer.startSpan("child", {}, trace.setSpan(ROOT_CONTEXT, wrapped));
  assert.ok(child instanceof RecordingSpan);
  assert.deepEqual([child.context.traceId, child.parentSpanContext?.spanId], [
    PARENT.traceId,
    PARENT.spanId,
  ]);
  assert.deepEqual([child.traceIdBytes, child.parentIdBytes], [undefined, undefined]);
});

Deno.test("RecordingTracer.startSpan() asks a sampler again that cannot read the attributes", () => {
  const shown: unknown[] = [];
  const sampler: Sampler = {
    shouldSample(_context, _traceId, _name, _kind, attributes) {
      shown.push(attributes["rolls"]);
      return { decision: SamplingDecision.RECORD_AND_SAMPLED, attributes: { asked: true } };
    },
    toString: () => "reads",
  };
  const span = new RecordingTracerProvider({ sampler }, guard).getTracer("test")
    .startSpan("roll", {
      attributes: {
        get rolls(): number {
          throw new Error("lost");
        },
      },
    });
  assert.deepEqual(shown, ["[Unreadable]"]);
  assert.ok(span instanceof RecordingSpan);
  assert.deepEqual(span.attributes, { rolls: "[Unreadable]", asked: true });
});

Deno.test("RecordingTracer.startSpan() passes the trace on where its sampler fails", () => {
  const sampler: Sampler = {
    shouldSample() {
      throw new Error("no");
    },
    toString: () => "fails",
  };
  const failing = new RecordingTracerProvider({ sampler }, guard).getTracer("test");
  const parent = trace.setSpanContext(ROOT_CONTEXT, { ...PARENT, traceFlags: 1 });
  const span = failing.startSpan("child", {}, parent);
  assert.deepEqual(span.spanContext(), { ...PARENT, traceFlags: 1 });
  assert.equal(span.isRecording(), false);
  assert.equal(trace.isSpanContextValid(failing.startSpan("root").spanContext()), false);
});

Deno.test("RecordingTracer.startActiveSpan() runs what it is given, and returns its result", () => {
  const run = (span: Span) => `${span.isRecording()}`;
  assert.equal(tracer.startActiveSpan("a", run), "true");
  assert.equal(tracer.startActiveSpan("a", { kind: 1 }, run), "true");
  assert.equal(tracer.startActiveSpan("a", {}, ROOT_CONTEXT, run), "true");
  assert.throws(() =>
    tracer.startActiveSpan("a", () => {
      throw new RangeError("of the application");
    }), RangeError);
});
