// Hot path: onEnd() runs once a span.
import { TraceFlags } from "@opentelemetry/api";
import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace";
import type { BatchQueue } from "./batch_queue.ts";

/**
 * A span processor over a batch queue. Only sampled spans are exported.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#batching-processor}
 */
export function createBatchSpanProcessor(queue: BatchQueue<ReadableSpan>): SpanProcessor {
  // Taken out once: V8 looks up members of an object with getters each time.
  const { add } = queue;
  return {
    onStart() {},
    onEnd(span) {
      if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0) add(span);
    },
    forceFlush: () => queue.forceFlush(),
    shutdown: () => queue.close(),
  };
}
