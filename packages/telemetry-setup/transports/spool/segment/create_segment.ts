import type { SpoolKey } from "../spool.ts";
import { scanSegment } from "./scan_segment.ts";
import { Segment } from "./segment.ts";
import { SegmentFile } from "./segment_file.ts";
import { createSegmentName, type SegmentName } from "./segment_name.ts";
import { encodeRecord, RecordKind } from "./segment_record.ts";

/** Where and when a segment is made. */
export interface CreateSegmentOptions {
  readonly folder: string;
  /** In milliseconds since the epoch. */
  readonly now: number;
  /** @default false */
  readonly isQuarantine?: boolean;
}

/**
 * Makes a segment without payloads.
 *
 * @throws {Error} If its file cannot be made.
 */
export function createSegment(
  { signal, destinationDigest, destination }: SpoolKey,
  { folder, now, isQuarantine = false }: CreateSegmentOptions,
): Segment {
  const { name, file } = createFile({ signal, destinationDigest }, { folder, now, isQuarantine });
  const record = encodeRecord({
    kind: RecordKind.KEY,
    offset: 0,
    itemCount: 0,
    itemsBefore: 0,
    time: now,
    label: "",
    payload: new TextEncoder().encode(JSON.stringify({ signal, destinationDigest, destination })),
  });
  try {
    file.append(record);
  } catch (error) {
    file.remove();
    throw error;
  }
  return new Segment({ name, file, contents: scanSegment(record) });
}

/** Whoever looks for what is left may take a file that was just made, before it is locked. */
const ATTEMPTS = 10;

function createFile(
  key: Pick<SpoolKey, "signal" | "destinationDigest">,
  { folder, now, isQuarantine }: Required<CreateSegmentOptions>,
): { readonly name: SegmentName; readonly file: SegmentFile } {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const name = createSegmentName(key, { now, isQuarantine });
    const file = SegmentFile.create(`${folder}/${name.file}`);
    if (file !== undefined) return { name, file };
  }
  throw new Error("others take every file that is made");
}
