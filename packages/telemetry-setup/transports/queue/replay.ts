import type { PayloadBatch, PayloadLog, ReadLimits } from "./payload_log.ts";

/** How fast it is sent, in bytes a millisecond: 8 MiB a second. */
const BYTES_PER_MS = 8 * 2 ** 20 / 1000;
/**
 * When it is looked for, after what came last: live data comes first. Then half as often each time:
 * what a thread of this process left that has just died is there as soon as the system has ended it.
 */
const FIRST_LOOK_MS = 200;
const LOOK_EVERY_MS = 10_000;

/** What processes left that have ended. */
export interface Replay {
  /** When there may be something to read, in milliseconds since the epoch. */
  readonly readAt: number;
  /** Items that were taken over and are not settled. */
  readonly itemCount: number;
  /** What comes next; `undefined` where there is nothing now, or it would be too fast. */
  read(limits: ReadLimits): PayloadBatch | undefined;
  /** What is not settled stays on disk. */
  close(): void;
}

/**
 * Takes over what processes left that have ended, one log after the other, slowly enough that live
 * data has room.
 *
 * @param adopt Gives the next log.
 * @param now Milliseconds since the epoch.
 */
export function createReplay(
  adopt: () => PayloadLog | undefined,
  now: () => number,
): Replay {
  let log: PayloadLog | undefined;
  let readAt = now() + FIRST_LOOK_MS;
  let pause = FIRST_LOOK_MS;
  return {
    get readAt() {
      // Where all of it is under way, the next one comes when it is settled.
      const isUnderWay = log !== undefined && log.itemCount > 0 && log.unread.dueAt === Infinity;
      return isUnderWay ? Infinity : readAt;
    },
    get itemCount() {
      return log?.itemCount ?? 0;
    },
    read(limits) {
      if (readAt > now()) return undefined;
      if (log !== undefined && log.itemCount === 0) {
        log.close();
        log = undefined;
      }
      log ??= adopt();
      if (log === undefined) {
        readAt = now() + pause;
        pause = Math.min(2 * pause, LOOK_EVERY_MS);
        return undefined;
      }
      pause = FIRST_LOOK_MS;
      const batch = log.read(limits);
      if (batch === undefined) return undefined;
      const bytes = batch.payloads.reduce((sum, { length }) => sum + length, 0);
      readAt = now() + Math.ceil(bytes / BYTES_PER_MS);
      return batch;
    },
    close: () => log?.close(),
  };
}
