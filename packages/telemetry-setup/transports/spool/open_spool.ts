import { FolderSpool } from "./folder_spool.ts";
import type { Spool, SpoolListener } from "./spool.ts";
import { prepareSpoolFolder } from "./spool_folder.ts";

/** Where payloads are kept, and how long. */
export interface SpoolSettings {
  /**
   * The folder, as an absolute path. It has to be empty, a spool already, or not to exist; then it
   * is made, with those around it.
   */
  readonly folder: string;
  /**
   * Of all files in it, whichever process wrote them. A sixteenth is kept free for the few bytes by
   * which each notes what was accepted.
   *
   * @default 512 MiB
   */
  readonly maxBytes?: number;
  /** @default 86,400,000: a day */
  readonly maxAgeMillis?: number;
}

/** Who is told, and what a test puts in the place of the clock. */
export interface OpenSpoolOptions {
  readonly listener: SpoolListener;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

const MAX_BYTES = 512 * 1024 * 1024;
const MAX_AGE_MILLIS = 24 * 60 * 60 * 1000;

/**
 * Opens a folder for payloads that are not delivered yet. What is in it survives the end of the
 * process, however it ends, but not a failure of the machine: nothing waits until the disk has
 * written it. Never throws, and never makes Deno ask for a permission.
 *
 * @returns `undefined` where the folder cannot be used: it is not ours, not writable, not permitted.
 * The listener is told why.
 */
export function openSpool(
  { folder, maxBytes = MAX_BYTES, maxAgeMillis = MAX_AGE_MILLIS }: SpoolSettings,
  { listener, now = Date.now }: OpenSpoolOptions,
): Spool | undefined {
  const reason = prepareSpoolFolder(folder);
  if (reason === undefined) {
    return new FolderSpool({ folder, maxBytes, maxAgeMillis, listener, now });
  }
  listener.onProblem(`Cannot keep telemetry in ${folder}: ${reason}; it is kept in memory only`);
  return undefined;
}
