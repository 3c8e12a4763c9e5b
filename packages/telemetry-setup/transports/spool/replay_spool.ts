import type { PayloadLog } from "../queue/payload_log.ts";
import { FolderSpool } from "./folder_spool.ts";
import type { SpoolKey, SpoolListener } from "./spool.ts";
import { isSpoolFolder } from "./spool_folder.ts";

/** What a process left, with what is known about it. */
export interface SpooledPayloads extends SpoolKey {
  /** Whether a receiver refused it before. */
  readonly isQuarantined: boolean;
  /**
   * The payloads, to be read, settled and closed. What is not settled stays where it is; what is
   * refused goes to quarantine, once more where it was there before.
   */
  readonly log: PayloadLog;
}

/**
 * Takes over what lies in a spool, for whatever destination, one file at a time; the oldest first.
 * What belongs to processes that run is left to them. However old it is, nothing is dropped.
 *
 * @param folder The folder; needs permission to be read and written.
 * @param listener Told of what is damaged.
 */
export function* replaySpool(folder: string, listener: SpoolListener): Iterable<SpooledPayloads> {
  if (!isSpoolFolder(folder)) return;
  const spool = new FolderSpool({
    folder,
    maxBytes: Number.MAX_SAFE_INTEGER,
    maxAgeMillis: Infinity,
    listener,
    now: Date.now,
  });
  try {
    for (const { log, isQuarantine } of spool.adoptAll()) {
      yield { ...log.key, isQuarantined: isQuarantine, log };
    }
  } finally {
    spool.close();
  }
}
