import type { Segment } from "./segment/segment.ts";
import { readHeader, recordBytes } from "./segment/segment_record.ts";
import type { SpoolFile } from "./spool_folder.ts";

/** The first record, and the header of the second one, are in it. */
const START_BYTES = 4096;

/**
 * When the oldest payload in a spool was recorded, in milliseconds since the epoch; `Infinity` where
 * there is none. Of files of other processes only the beginning is read, so it may be settled.
 */
export function findOldestTime(files: readonly SpoolFile[], own: readonly Segment[]): number {
  const names = new Set(own.map(({ name }) => name.file));
  return Math.min(
    ...own.map(({ oldestTime }) => oldestTime),
    ...files.filter(({ file, isQuarantine }) => !isQuarantine && !names.has(file)).map(firstTime),
  );
}

function firstTime({ path, createdAt }: SpoolFile): number {
  try {
    using file = Deno.openSync(path, { read: true });
    const bytes = new Uint8Array(START_BYTES);
    const start = bytes.subarray(0, file.readSync(bytes) ?? 0);
    const key = readHeader(start, 0);
    if (key === undefined) return createdAt;
    const end = recordBytes(key);
    return end >= start.length ? Infinity : readHeader(start, end)?.time ?? createdAt;
  } catch {
    // It may be gone by now; or be locked, on Windows.
    return createdAt;
  }
}
