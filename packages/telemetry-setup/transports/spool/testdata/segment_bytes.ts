import { encodeSettled } from "../segment/scan_segment.ts";
import { encodeRecord, RecordKind, type RecordParts } from "../segment/segment_record.ts";

/** A record of {@linkcode segmentBytes}: a payload as text, or up to which of them all are settled. */
export type TestRecord =
  | { readonly text: string; readonly itemCount: number; readonly time?: number }
  | { readonly settled: number };

/** Makes a segment as a process writes it, and says where its records end. */
export function segmentBytes(
  records: readonly TestRecord[],
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly ends: readonly number[] } {
  const parts: Uint8Array[] = [];
  const ends: number[] = [];
  const starts: { readonly offset: number; readonly itemsBefore: number }[] = [];
  let [offset, itemsBefore] = [0, 0];
  const add = (record: Omit<RecordParts, "offset" | "itemsBefore">) => {
    const bytes = encodeRecord({ ...record, offset, itemsBefore });
    parts.push(bytes);
    offset += bytes.length;
    itemsBefore += record.itemCount;
    ends.push(offset);
  };
  const textEncoder = new TextEncoder();
  const key = JSON.stringify({
    signal: "logs",
    destinationDigest: "00ff",
    destination: "http://localhost:4318",
  });
  const none = { itemCount: 0, time: 1, label: "" };
  add({ ...none, kind: RecordKind.KEY, payload: textEncoder.encode(key) });
  for (const record of records) {
    if ("settled" in record) {
      const until = starts[record.settled] ?? { offset, itemsBefore };
      const payload = encodeSettled(until.offset, until.itemsBefore);
      add({ ...none, kind: RecordKind.ACK, payload });
      continue;
    }
    const { text, itemCount, time = 1 } = record;
    starts.push({ offset, itemsBefore });
    const payload = textEncoder.encode(text);
    add({ kind: RecordKind.DATA, itemCount, time, label: "text/plain", payload });
  }
  const bytes = new Uint8Array(offset);
  parts.forEach((part, index) => bytes.set(part, ends[index]! - part.length));
  return { bytes, ends };
}
