import type { Pipelines } from "./create_pipelines.ts";
import type { DeliveryReport } from "./diagnostics/delivery_report.ts";
import type { ExitFlush } from "./flush_at_exit.ts";
import type { WorkerInstrumentation } from "./instrumentations/worker/worker.ts";
import { tellRemains } from "./tell_remains.ts";
import type { Delivery } from "./transports/delivery.ts";

/** Options of {@linkcode createExitFlush}. */
export interface ExitFlushOptions {
  readonly pipelines: Pick<Pipelines, "flushNow">;
  /** What sends everything that was recorded, and waits until its fate is known. */
  readonly forceFlush: () => Promise<void>;
  /** `undefined` as long as nothing is sent. */
  readonly delivery: () => Delivery | undefined;
  readonly worker: Pick<WorkerInstrumentation, "flushWorkers">;
  /** Records what instrumentations know only at the end. */
  readonly finish: () => void;
  readonly report: DeliveryReport;
  /** How long the end may be delayed, in milliseconds. */
  readonly exitTimeoutMillis: number;
}

/** How long a worker of the application's is waited for that is computing, in milliseconds. */
const WORKER_TIMEOUT_MS = 100;
/** How long the last words of what was given up are waited for, in milliseconds. */
const GRACE_MS = 100;
/** A process that lives on for so long after its end was announced has more metrics to tell. */
const LIVES_ON_MS = 1000;

/** What there is to do at an end of the process, or of a worker. */
export function createExitFlush(options: ExitFlushOptions): ExitFlush {
  const { pipelines, worker, report, exitTimeoutMillis } = options;
  let collectedLast = false;

  function handOver(onSlow?: () => void): void {
    const startedAt = performance.now();
    const waitForWorkers = worker.flushWorkers();
    // What was collected to be waited for is not lost, as the same collected once more would be.
    pipelines.flushNow({ metrics: !collectedLast });
    // What they have is then in the hands of the thread that sends, and settled with the rest.
    waitForWorkers({
      seenMillis: WORKER_TIMEOUT_MS,
      doneMillis: exitTimeoutMillis,
      ...onSlow === undefined ? {} : { onSlow },
    });
    const timeoutMillis = Math.max(0, exitTimeoutMillis - (performance.now() - startedAt));
    tellRemains(options.delivery(), { report, timeoutMillis, onSlow });
  }

  return {
    flush: handOver,
    end(onSlow) {
      options.finish();
      handOver(onSlow);
      report.end();
    },
    endLater() {
      const delivery = options.delivery();
      const goBack = delivery?.deliverHere();
      if (delivery?.canSettle !== false) return undefined;
      delivery.end();
      const done = within(exitTimeoutMillis, options.forceFlush(), () => {
        tellRemains(delivery, { report, timeoutMillis: 0 });
        delivery.close();
      });
      return done.then(() => {
        collectedLast = true;
        goBack?.();
        // An application can prevent the end that is announced.
        if (goBack) Deno.unrefTimer(setTimeout(() => collectedLast = false, LIVES_ON_MS));
      });
    },
  };
}

/** Waits until it is done; after so many milliseconds it is given up, so that it is done at once. */
async function within(
  milliseconds: number,
  done: Promise<void>,
  giveUp: () => void,
): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  let timer = setTimeout(() => {
    giveUp();
    timer = setTimeout(resolve, GRACE_MS);
  }, milliseconds);
  await Promise.race([done, over]);
  clearTimeout(timer);
}
