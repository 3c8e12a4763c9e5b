// Hot path: add() runs once a span and once a log record.

/** Options of {@linkcode createBatchQueue}. Times in milliseconds. */
export interface BatchQueueOptions<T> {
  /** Records kept at most; further ones are dropped and counted. */
  readonly maxQueueSize: number;
  /** Records exported together at most, never more than are kept; so many waiting leave at once. */
  readonly maxExportBatchSize: number;
  /** The longest that a record waits for others. */
  readonly scheduledDelayMillis: number;
  /** Exports a batch: hands it over before it returns, and settles once it is done with. */
  readonly exportBatch: (batch: readonly T[]) => Promise<unknown>;
  /** Called with the number of records dropped: the queue was full. */
  readonly onDrop: (count: number) => void;
  /** Calls back after a time without keeping the process alive; returns how to cancel it. */
  readonly setTimer?: (callback: () => void, milliseconds: number) => () => void;
}

/** Bounded queue that exports in batches, one export under way at a time. */
export interface BatchQueue<T> {
  /** How many records are waiting. */
  readonly size: number;
  /** Takes a record, drops it when the queue is full, ignores it once closed. Never throws. */
  add(record: T): void;
  /** Exports everything that is here now, and waits for it and for what is under way. */
  forceFlush(): Promise<void>;
  /** Hands everything over now, without waiting: for the end of the process. */
  flushNow(): void;
  /** Flushes and takes nothing more. */
  close(): Promise<void>;
}

/**
 * Collects records and exports them in batches, as the specification's batch processors do.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#batching-processor}
 */
export function createBatchQueue<T>(options: BatchQueueOptions<T>): BatchQueue<T> {
  const { maxQueueSize, scheduledDelayMillis, exportBatch, onDrop } = options;
  const maxExportBatchSize = Math.min(options.maxExportBatchSize, maxQueueSize);
  const setTimer = options.setTimer ?? setUnreferencedTimer;
  let queue: T[] = [];
  /** How many records have ever left the queue. */
  let handedOver = 0;
  let cancelTimer: (() => void) | undefined;
  /** The timer ran out while an export was under way. */
  let overdue = false;
  let underWay: Promise<unknown> | undefined;
  let closed = false;

  function add(record: T): void {
    if (closed) return;
    if (queue.length >= maxQueueSize) {
      onDrop(1);
      return;
    }
    queue.push(record);
    if (queue.length >= maxExportBatchSize) exportNext();
    else cancelTimer ??= setTimer(onTimer, scheduledDelayMillis);
  }

  function onTimer(): void {
    cancelTimer = undefined;
    overdue = underWay !== undefined;
    exportNext();
  }

  /** Starts an export unless one is under way; that one's end looks at the queue again. */
  function exportNext(): void {
    if (underWay === undefined && queue.length > 0) start([takeBatch()]);
  }

  function takeBatch(): readonly T[] {
    let batch = queue;
    if (queue.length <= maxExportBatchSize) queue = [];
    else batch = queue.splice(0, maxExportBatchSize);
    handedOver += batch.length;
    return batch;
  }

  function start(batches: readonly (readonly T[])[]): void {
    cancelTimer?.();
    cancelTimer = undefined;
    overdue = false;
    const exports = batches.map(async (batch) => await exportBatch(batch));
    const started = Promise.allSettled([underWay, ...exports]).then(() => {
      // Not the latest any more: flushNow came in between.
      if (underWay !== started) return;
      underWay = undefined;
      if (overdue || queue.length >= maxExportBatchSize) exportNext();
      else if (queue.length > 0) cancelTimer ??= setTimer(onTimer, scheduledDelayMillis);
    });
    underWay = started;
  }

  async function forceFlush(): Promise<void> {
    // Records added while this waits are not part of it, or a busy application would wait forever.
    const last = handedOver + queue.length;
    while (handedOver < last) {
      exportNext();
      await underWay;
    }
    await underWay;
  }

  function flushNow(): void {
    const batches: (readonly T[])[] = [];
    while (queue.length > 0) batches.push(takeBatch());
    if (batches.length > 0) start(batches);
  }

  async function close(): Promise<void> {
    closed = true;
    await forceFlush();
  }

  return {
    get size() {
      return queue.length;
    },
    add,
    forceFlush,
    flushNow,
    close,
  };
}

function setUnreferencedTimer(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
}
