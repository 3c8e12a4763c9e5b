import type { BatchQueue } from "./batch_queue.ts";

/**
 * A queue of no length: each record is exported as soon as it is added. For exporters that do not
 * wait, such as the console's.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#simple-processor}
 */
export function createSimpleQueue<T>(
  exportBatch: (batch: readonly T[]) => Promise<unknown>,
): BatchQueue<T> {
  const underWay = new Set<Promise<unknown>>();
  let closed = false;
  const forceFlush = async () => void await Promise.all(underWay);
  return {
    size: 0,
    add(record) {
      if (closed) return;
      const exporting: Promise<unknown> = exportBatch([record])
        .catch(() => {})
        .then(() => underWay.delete(exporting));
      underWay.add(exporting);
    },
    forceFlush,
    flushNow() {},
    close() {
      closed = true;
      return forceFlush();
    },
  };
}
