import assert from "node:assert/strict";
import { ROOT_CONTEXT, TraceFlags } from "@opentelemetry/api";
import { type ReadableSpan, SamplingDecision, TracerProvider } from "@opentelemetry/sdk-trace";
import type { BatchQueue } from "./batch_queue.ts";
import { createBatchSpanProcessor } from "./batch_span_processor.ts";

function recordQueue() {
  const records: ReadableSpan[] = [];
  const calls: string[] = [];
  const called = (name: string) => () => {
    calls.push(name);
    return Promise.resolve();
  };
  const queue: BatchQueue<ReadableSpan> = {
    size: 0,
    add: (record) => records.push(record),
    forceFlush: called("forceFlush"),
    flushNow: called("flushNow"),
    close: called("close"),
  };
  return { queue, records, calls };
}

Deno.test("createBatchSpanProcessor() queues spans when they end", () => {
  const { queue, records } = recordQueue();
  const provider = new TracerProvider({ spanProcessors: [createBatchSpanProcessor(queue)] });
  const span = provider.getTracer("test").startSpan("a");
  assert.deepEqual(records, []);
  span.end();
  assert.deepEqual(records.map(({ name }) => name), ["a"]);
});

Deno.test("createBatchSpanProcessor() leaves out spans that are recorded but not sampled", () => {
  const { queue, records } = recordQueue();
  const provider = new TracerProvider({
    spanProcessors: [createBatchSpanProcessor(queue)],
    sampler: {
      shouldSample: (_context, _traceId, name) => ({
        decision: name === "sampled"
          ? SamplingDecision.RECORD_AND_SAMPLED
          : SamplingDecision.RECORD,
      }),
      toString: () => "by name",
    },
  });
  const tracer = provider.getTracer("test");
  const unsampled = tracer.startSpan("recorded only", {}, ROOT_CONTEXT);
  assert.ok(unsampled.isRecording());
  assert.equal(unsampled.spanContext().traceFlags & TraceFlags.SAMPLED, 0);
  unsampled.end();
  tracer.startSpan("sampled", {}, ROOT_CONTEXT).end();
  assert.deepEqual(records.map(({ name }) => name), ["sampled"]);
});

Deno.test("createBatchSpanProcessor() flushes and closes its queue with the provider", async () => {
  const { queue, calls } = recordQueue();
  const provider = new TracerProvider({ spanProcessors: [createBatchSpanProcessor(queue)] });
  await provider.forceFlush();
  await provider.shutdown();
  assert.deepEqual(calls, ["forceFlush", "close"]);
});
