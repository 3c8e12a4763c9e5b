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
  return {
    onEmit: (record) => queue.add(record),
    forceFlush: () => queue.forceFlush(),
    shutdown: () => queue.close(),
  };
}
