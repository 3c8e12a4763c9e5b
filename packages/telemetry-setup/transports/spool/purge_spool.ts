import { removeFile } from "./remove_file.ts";
import { isSpoolFolder, listSpoolFiles } from "./spool_folder.ts";

/** What was removed from a spool, and what was not. */
export interface PurgedSpool {
  readonly files: number;
  readonly bytes: number;
  /** Spans, log records and data points that were not delivered. */
  readonly itemCount: number;
  /** Files that stay: a process that runs uses them, or they cannot be removed. */
  readonly filesLeft: number;
}

/** What to remove. */
export interface PurgeSpoolOptions {
  /** @default "all" */
  readonly what?: "all" | "quarantine";
}

/**
 * Removes what lies in a spool, but for what a process that runs is about to send.
 *
 * @param folder The folder; needs permission to be read and written.
 * @param options What to remove.
 * @returns What was removed; nothing where it is no spool.
 */
export function purgeSpool(
  folder: string,
  { what = "all" }: PurgeSpoolOptions = {},
): PurgedSpool {
  let [files, bytes, itemCount, filesLeft] = [0, 0, 0, 0];
  for (const file of isSpoolFolder(folder) ? listSpoolFiles(folder) : []) {
    if (what === "quarantine" && !file.isQuarantine) continue;
    const removed = removeFile(file);
    if (removed === undefined) {
      filesLeft++;
      continue;
    }
    files++;
    bytes += file.bytes;
    itemCount += removed.itemCount;
  }
  return { files, bytes, itemCount, filesLeft };
}
