import type { PayloadLog } from "../../../transports/queue/payload_log.ts";
import type { SpoolKey } from "../../../transports/spool/spool.ts";
import type { Verdict } from "../../../transports/transport.ts";
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

const NOWHERE: Verdict = {
  outcome: "retry",
  reason: "no destination for it is configured, or several are",
};

/**
 * Sends what waits on disk, each log to the end, one request after the other. A destination that does
 * not take something now is not asked again: what is for it stays.
 */
export async function* replayLogs(
  logs: Iterable<LeftLog>,
  destinations: readonly ReplayDestination[],
): AsyncGenerator<ReplayStep> {
  /** Destinations that are not there, and why. */
  const away = new Map<ReplayDestination, Verdict>();
  for (const { log, ...key } of logs) {
    for (;;) {
      // One by one: the next one may be of another kind, for another destination.
      const batch = log.read({ maxItems: 1, maxBytes: 1 });
      const [payload] = batch?.payloads ?? [];
      if (batch === undefined || payload === undefined) break;
      const { contentType, itemCount } = batch;
      const destination = chooseDestination({ key, contentType, payload }, destinations);
      const verdict = destination === undefined
        ? NOWHERE
        : away.get(destination) ?? await destination.transport.send(payload, {
          signal: key.signal,
          contentType,
          encoding: "identity",
          itemCount,
        });
      const step = {
        key,
        itemCount,
        destination: destination?.transport.destination ?? key.destination,
        rejectedCount: 0,
      };
      switch (verdict.outcome) {
        case "accepted": {
          batch.accepted();
          const { rejectedCount, message } = verdict;
          yield { ...step, outcome: "delivered", rejectedCount, reason: message };
          break;
        }
        case "refused":
          batch.refused(verdict.reason);
          yield { ...step, outcome: "refused", reason: verdict.reason };
          break;
        case "retry":
          if (destination !== undefined) away.set(destination, verdict);
          yield { ...step, outcome: "kept", reason: verdict.reason };
      }
    }
    log.close();
  }
}
