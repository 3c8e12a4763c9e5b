import assert from "node:assert/strict";
import { context, ROOT_CONTEXT, trace, TraceFlags } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { suppressTracing } from "@opentelemetry/core";
import { AlwaysOffSampler } from "@opentelemetry/sdk-trace";
import { createGuard } from "../guard/guard.ts";
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
