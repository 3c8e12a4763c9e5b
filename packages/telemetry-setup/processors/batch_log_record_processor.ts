// Hot path: onEmit() runs once a log record.
import type { LogRecordProcessor, ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { BatchQueue } from "./batch_queue.ts";

/**
 * A log record processor over a batch queue.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/logs/sdk/#batching-processor}
 */
export function createBatchLogRecordProcessor(
  queue: BatchQueue<ReadableLogRecord>,
): LogRecordProcessor {
  // Taken out once: V8 looks up members of an object with getters each time.
  const { add } = queue;
  return {
    onEmit: (record) => add(record),
    forceFlush: () => queue.forceFlush(),
    shutdown: () => queue.close(),
  };
}
