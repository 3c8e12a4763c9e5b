import {
  type BatchResult,
  createBatchSending,
} from "../../../transports/queue/batch/batch_sending.ts";
import { mergeLimits } from "../../../transports/queue/batch/merge_limits.ts";
import type { PayloadLog } from "../../../transports/queue/payload_log.ts";
import { settleBatch } from "../../../transports/queue/batch/settle_batch.ts";
import type { SpoolKey } from "../../../transports/spool/spool.ts";
import { chooseDestination, type ReplayDestination } from "./choose_destination.ts";

/** What a process left that has ended. */
export interface LeftLog extends SpoolKey {
  readonly log: PayloadLog;
}

/** What became of one request, or of what could not be sent. */
export interface ReplayStep {
  readonly key: SpoolKey;
  readonly itemCount: number;
  /** Where it was sent; what the spool says where nobody could be asked. */
  readonly destination: string;
  /**
   * `delivered`, but for `rejectedCount` of them; `refused`: in quarantine, or gone where even that
   * failed; `kept`: it still waits.
   */
  readonly outcome: "delivered" | "refused" | "kept";
  readonly rejectedCount: number;
  /** Why it was not delivered, or what the receiver says; empty if it says nothing. */
  readonly reason: string;
}

type Retry = Extract<BatchResult, { outcome: "retry" }>;

const NOWHERE: Retry = {
  outcome: "retry",
  reason: "no destination for it is configured, or several are",
};
/** As many as applications send together by default. */
const MAX_ITEMS = 512;

/**
 * Sends what waits on disk as delivery does: several payloads together, each log to the end, one
 * request after the other. A destination that does not take something now is not asked again: what is
 * for it stays, all of a batch even if some of it was taken by itself before.
 */
export async function* replayLogs(
  logs: Iterable<LeftLog>,
  destinations: readonly ReplayDestination[],
): AsyncGenerator<ReplayStep> {
  /** Destinations that are not there, and why. */
  const away = new Map<ReplayDestination, Retry>();
  for (const { log, ...key } of logs) {
    const { signal } = key;
    for (;;) {
      const batch = log.read(mergeLimits(signal, MAX_ITEMS));
      const [payload] = batch?.payloads ?? [];
      if (batch === undefined || payload === undefined) break;
      const { contentType, itemCount } = batch;
      // What was for one destination, in one format, is for one now.
      const to = chooseDestination({ key, contentType, payload }, destinations);
      const result = to === undefined ? NOWHERE : away.get(to) ??
        await createBatchSending(batch, { signal, transport: to.transport }).attempt();
      const step = {
        key,
        destination: to?.transport.destination ?? key.destination,
        rejectedCount: 0,
      };
      if (result.outcome === "retry") {
        if (to !== undefined) away.set(to, result);
        yield { ...step, outcome: "kept", itemCount, reason: result.reason };
        continue;
      }
      const { accepted, refused } = result;
      settleBatch(batch, refused);
      if (accepted !== undefined) {
        const { message, ...counts } = accepted;
        yield { ...step, ...counts, outcome: "delivered", reason: message };
      }
      for (const { itemCount, reason } of refused) {
        yield { ...step, outcome: "refused", itemCount, reason };
      }
    }
    log.close();
  }
}
