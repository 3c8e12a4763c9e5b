import type { BatchQueue, BatchQueueOptions } from "./batch_queue.ts";

/**
 * A queue of no length: each record is handed over as soon as it is added. For exporters that do
 * not wait, such as the console's.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#simple-processor}
 */
export function createSimpleQueue<T>(
  { handOver, flush }: Pick<BatchQueueOptions<T>, "handOver" | "flush">,
): BatchQueue<T> {
  let closed = false;
  return {
    size: 0,
    add(record) {
      if (!closed) handOver([record], 0);
    },
    forceFlush: flush,
    flushNow() {},
    close() {
      closed = true;
      return flush();
    },
  };
}
