import type { StoreChange } from "../contract/mod.ts";
import { followChanges } from "./follow_changes.ts";
import type { TailContext } from "./tail_context.ts";
import type { TailOptions } from "./tail_options.ts";
import { LogTail } from "./tail_logs.ts";
import { MetricTail } from "./tail_metrics.ts";
import { TraceTail } from "./tail_traces.ts";
import { ViewerEndedError } from "./viewer_ended_error.ts";

/**
 * Shows what a viewer receives until it ends. While this is slow, the viewer adds changes up.
 *
 * @throws {ViewerEndedError} If the viewer ends.
 * @throws {Error} If it cannot be reached, or says no.
 */
export async function runTail(
  { signals }: Pick<TailOptions, "signals">,
  context: TailContext,
): Promise<never> {
  const traces = signals.includes("traces") ? new TraceTail(context) : undefined;
  const logs = signals.includes("logs") ? new LogTail(context) : undefined;
  const metrics = signals.includes("metrics") ? new MetricTail(context) : undefined;
  const changes = followChanges(context.client)[Symbol.asyncIterator]();
  try {
    // The stream first: nothing that is stored from here on is missed.
    await changes.next();
    await logs?.begin();
    await metrics?.begin();
    let next = changes.next();
    for (;;) {
      const change = await firstOf(next, traces?.dueAt);
      if (change !== "due") {
        if (change.done) throw new ViewerEndedError();
        next = changes.next();
        const { value } = change;
        traces?.note(value, performance.now());
        if (value.logs > 0) await logs?.show();
        if (value.metricPoints > 0) await metrics?.show();
      }
      await traces?.show(performance.now());
    }
  } finally {
    // Nobody waits for a stream that may never go on.
    changes.return?.()?.catch(() => {});
  }
}

/** The next change, or that a trace is due before. */
async function firstOf(
  next: Promise<IteratorResult<StoreChange>>,
  dueAt: number | undefined,
): Promise<IteratorResult<StoreChange> | "due"> {
  if (dueAt === undefined) return await next;
  const { promise, resolve } = Promise.withResolvers<"due">();
  const timer = setTimeout(() => resolve("due"), Math.max(0, dueAt - performance.now()));
  try {
    return await Promise.race([next, promise]);
  } finally {
    clearTimeout(timer);
  }
}
