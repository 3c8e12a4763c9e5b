import assert from "node:assert/strict";
import { type BatchQueueOptions, createBatchQueue } from "../batch_queue.ts";

/** A queue whose timer fires when the test says so. */
export function setUpBatchQueue(options: Partial<BatchQueueOptions<number>> = {}) {
  const batches: (readonly number[])[] = [];
  const lingers: number[] = [];
  const timers: { callback: () => void; milliseconds: number; cancelled: boolean }[] = [];
  let dropped = 0;
  let flushes = 0;
  const queue = createBatchQueue<number>({
    maxExportBatchSize: 3,
    scheduledDelayMillis: 5000,
    handOver(batch, lingerMillis) {
      batches.push(batch);
      lingers.push(lingerMillis);
    },
    flush() {
      flushes++;
      return Promise.resolve();
    },
    onDrop: (count) => {
      dropped += count;
    },
    setTimer(callback, milliseconds) {
      const timer = { callback, milliseconds, cancelled: false };
      timers.push(timer);
      return () => {
        timer.cancelled = true;
      };
    },
    ...options,
  });
  return {
    queue,
    batches,
    lingers,
    timers,
    addAll: (...records: number[]) => records.forEach((record) => queue.add(record)),
    dropped: () => dropped,
    flushes: () => flushes,
    fireTimer() {
      const waiting = timers.filter(({ cancelled }) => !cancelled);
      assert.equal(waiting.length, 1, "exactly one timer runs");
      timers.length = 0;
      waiting[0]?.callback();
    },
  };
}
