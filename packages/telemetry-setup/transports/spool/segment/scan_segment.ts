import {
  HEADER_BYTES,
  isIntact,
  MAGIC,
  readHeader,
  recordBytes,
  RecordKind,
} from "./segment_record.ts";
import type { RecordHeader } from "./segment_record.ts";

/** A payload in a segment. */
export interface SegmentEntry {
  /** Where its record begins. */
  readonly offset: number;
  /** Where its record ends. */
  readonly end: number;
  readonly payloadBytes: number;
  readonly itemCount: number;
  /** Items of all records before it. */
  readonly itemsBefore: number;
  /** When it was recorded, in milliseconds since the epoch. */
  readonly time: number;
  readonly label: string;
  /** When it is to be sent at the latest: 0, at once, where that is not known any more. */
  readonly dueAt: number;
}

/** What a segment holds. */
export interface SegmentContents {
  /** The text of the record about signal and destination; `undefined` where it cannot be read. */
  readonly key: string | undefined;
  /** Where that record ends, 0 where there is none. */
  readonly keyEnd: number;
  /** The payloads that are intact and not settled, in their order. */
  readonly entries: readonly SegmentEntry[];
  /** Items that are neither settled nor readable, as far as that can be known. */
  readonly lostItems: number;
  /** Where the last record that is intact ends; behind it is nothing, or a part of a record. */
  readonly end: number;
  /** Items of all records. */
  readonly itemCount: number;
}

const textDecoder = new TextDecoder();

/**
 * Reads what a process left, however it ended and whatever became of the file: records that are not
 * intact are passed over. Never throws.
 *
 * A record tells how many items there are before it. So it is known how many are lost, but for those
 * behind the last header that can be read.
 */
export function scanSegment(bytes: Uint8Array): SegmentContents {
  const entries: SegmentEntry[] = [];
  let key: string | undefined;
  let [keyEnd, end, itemCount, ackedEnd, ackedItems] = [0, 0, 0, 0, 0];
  let label = "";
  for (let position = 0; position < bytes.length;) {
    const header = readHeader(bytes, position);
    if (header !== undefined) {
      itemCount = Math.max(itemCount, header.itemsBefore + header.itemCount);
    }
    if (header === undefined || !isIntact(bytes, position, header)) {
      position = nextRecord(bytes, position, header);
      continue;
    }
    const bodyStart = position + HEADER_BYTES;
    const payloadStart = bodyStart + header.labelBytes;
    end = position + recordBytes(header);
    switch (header.kind) {
      case RecordKind.KEY:
        key = textDecoder.decode(bytes.subarray(payloadStart, end));
        keyEnd = end;
        break;
      case RecordKind.ACK: {
        const settled = readSettled(bytes.subarray(payloadStart, end));
        if (settled.end > ackedEnd) [ackedEnd, ackedItems] = [settled.end, settled.items];
        break;
      }
      case RecordKind.DATA: {
        const text = textDecoder.decode(bytes.subarray(bodyStart, payloadStart));
        // Mostly the same: one string for all of them.
        if (text !== label) label = text;
        const { offset, payloadBytes, itemsBefore, time } = header;
        entries.push(
          {
            offset,
            end,
            payloadBytes,
            itemCount: header.itemCount,
            itemsBefore,
            time,
            label,
            dueAt: 0,
          },
        );
      }
    }
    position = end;
  }
  const unsettled = entries.filter(({ offset }) => offset >= ackedEnd);
  const intact = unsettled.reduce((sum, entry) => sum + entry.itemCount, 0);
  const lostItems = Math.max(0, itemCount - ackedItems - intact);
  return { key, keyEnd, entries: unsettled, lostItems, end, itemCount };
}

/** Makes the payload of an `ACK`: everything before `end` is settled, `items` in all. */
export function encodeSettled(end: number, items: number): Uint8Array<ArrayBuffer> {
  const payload = new Uint8Array(8);
  const view = new DataView(payload.buffer);
  view.setUint32(0, end, true);
  view.setUint32(4, items, true);
  return payload;
}

function readSettled(payload: Uint8Array): { readonly end: number; readonly items: number } {
  if (payload.length < 8) return { end: 0, items: 0 };
  const view = new DataView(payload.buffer, payload.byteOffset);
  return { end: view.getUint32(0, true), items: view.getUint32(4, true) };
}

/** Where the first record begins that is behind one which is not intact. */
function nextRecord(bytes: Uint8Array, position: number, broken: RecordHeader | undefined): number {
  // A header that is intact says where it goes on, however the payload looks.
  const end = broken === undefined ? bytes.length : position + recordBytes(broken);
  if (end < bytes.length && readHeader(bytes, end) !== undefined) return end;
  for (
    let candidate = bytes.indexOf(MAGIC[0]!, position + 1);
    candidate >= 0;
    candidate = bytes.indexOf(MAGIC[0]!, candidate + 1)
  ) {
    if (readHeader(bytes, candidate) !== undefined) return candidate;
  }
  return bytes.length;
}
