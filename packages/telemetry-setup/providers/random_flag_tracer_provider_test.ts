import assert from "node:assert/strict";
import { context, ROOT_CONTEXT, trace, TraceFlags } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { suppressTracing } from "@opentelemetry/core";
import { AlwaysOffSampler } from "@opentelemetry/sdk-trace";
import { RandomFlagTracerProvider } from "./random_flag_tracer_provider.ts";

const PARENT = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
const tracer = new RandomFlagTracerProvider().getTracer("test");

function childOf(traceFlags: number) {
  const parent = trace.setSpanContext(ROOT_CONTEXT, { ...PARENT, traceFlags, isRemote: true });
  return tracer.startSpan("child", {}, parent).spanContext();
}

Deno.test("RandomFlagTracerProvider sets the flag where a trace begins", () => {
  assert.equal(tracer.startSpan("root", {}, ROOT_CONTEXT).spanContext().traceFlags, 3);
  const parent = trace.setSpanContext(ROOT_CONTEXT, { ...PARENT, traceFlags: 1 });
  assert.equal(tracer.startSpan("root", { root: true }, parent).spanContext().traceFlags, 3);
});

Deno.test("RandomFlagTracerProvider leaves the flag as the parent has it", () => {
  assert.deepEqual([0, 1, 2, 3].map((flags) => childOf(flags).traceFlags), [0, 1, 2, 3]);
});

Deno.test("RandomFlagTracerProvider sets it on spans that are not recorded, too", () => {
  const off = new RandomFlagTracerProvider({ sampler: new AlwaysOffSampler() }).getTracer("test");
  assert.equal(off.startSpan("root", {}, ROOT_CONTEXT).spanContext().traceFlags, 2);
});

Deno.test("RandomFlagTracerProvider does so for active spans, and with the active parent", () => {
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

Deno.test("RandomFlagTracerProvider leaves the ids of suppressed spans alone", () => {
  const suppressed = tracer.startSpan("none", {}, suppressTracing(ROOT_CONTEXT)).spanContext();
  assert.equal(suppressed.traceFlags, TraceFlags.NONE);
});

Deno.test("RandomFlagTracerProvider.getTracer() adapts a tracer once", () => {
  const provider = new RandomFlagTracerProvider();
  const { startSpan } = provider.getTracer("again");
  assert.equal(provider.getTracer("again").startSpan, startSpan);
});
