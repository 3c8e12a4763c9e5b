import type { SegmentEntry } from "./scan_segment.ts";
import type { SegmentFile } from "./segment_file.ts";
import { isIntact, readHeader } from "./segment_record.ts";

/** Payloads that were read, with what is known of them. */
export interface ReadEntries {
  /** Those of the payloads, in the same order. */
  readonly entries: readonly SegmentEntry[];
  readonly payloads: readonly Uint8Array[];
}

/**
 * Reads payloads that lie behind each other; only those that are as they were written.
 *
 * @param entries At least one, in their order.
 * @throws {Error} If the file cannot be read.
 */
export function readEntries(file: SegmentFile, entries: readonly SegmentEntry[]): ReadEntries {
  const base = entries[0]!.offset;
  const bytes = file.read(base, entries.at(-1)!.end);
  const intact = entries.filter(({ offset }) => {
    const header = readHeader(bytes, offset - base, { base });
    return header !== undefined && isIntact(bytes, offset - base, header);
  });
  const payloads = intact.map(({ end, payloadBytes }) =>
    bytes.subarray(end - base - payloadBytes, end - base)
  );
  return { entries: intact, payloads };
}
