// Hot path: every payload that is handed over is written as one of these.
import process from "node:process";

/**
 * What a record of a segment is.
 *
 * - `KEY`: the first one: signal and destination, as JSON.
 * - `DATA`: a payload; its label is the content type, and in quarantine, behind a line feed, the
 *   reason of the receiver.
 * - `ACK`: everything before an offset is settled.
 */
export const RecordKind = { KEY: 1, DATA: 2, ACK: 3 } as const;

/** What stands before label and payload of a record. */
export interface RecordHeader {
  readonly kind: number;
  readonly labelBytes: number;
  /** Where the record begins in its segment. */
  readonly offset: number;
  readonly payloadBytes: number;
  /** Spans, log records or data points in the payload. */
  readonly itemCount: number;
  /** Items of all records before this one: tells how many were lost where some cannot be read. */
  readonly itemsBefore: number;
  /** When it was recorded, in milliseconds since the epoch. */
  readonly time: number;
  readonly bodyChecksum: number;
}

/** What a record is made of. */
export interface RecordParts
  extends Omit<RecordHeader, "labelBytes" | "payloadBytes" | "bodyChecksum"> {
  readonly label: string;
  readonly payload: Uint8Array;
}

/** How many bytes a record has besides its label and payload. */
export const HEADER_BYTES = 40;
/** The first bytes of each record. */
export const MAGIC: Uint8Array = Uint8Array.of(0xd5, 0x0d, 0x53, 0x01);

const CHECKED_BYTES = HEADER_BYTES - 4;
const MAX_LABEL_BYTES = 2 ** 16 - 1;

const textEncoder = new TextEncoder();

type Checksum = (bytes: Uint8Array) => number;

/** Loaded by the first record: to import `node:zlib` takes 5 ms, and most processes need none. */
let crc32: Checksum = (bytes) => {
  ({ crc32 } = process.getBuiltinModule("node:zlib"));
  return crc32(bytes);
};

/** Makes the bytes of a record. */
export function encodeRecord(record: RecordParts): Uint8Array<ArrayBuffer> {
  const label = textEncoder.encode(record.label).subarray(0, MAX_LABEL_BYTES);
  const { payload } = record;
  const bytes = new Uint8Array(HEADER_BYTES + label.length + payload.length);
  const body = bytes.subarray(HEADER_BYTES);
  body.set(label);
  body.set(payload, label.length);

  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint16(4, record.kind, true);
  view.setUint16(6, label.length, true);
  view.setUint32(8, record.offset, true);
  view.setUint32(12, payload.length, true);
  view.setUint32(16, record.itemCount, true);
  view.setUint32(20, record.itemsBefore, true);
  view.setFloat64(24, record.time, true);
  view.setUint32(32, crc32(body), true);
  view.setUint32(CHECKED_BYTES, crc32(bytes.subarray(0, CHECKED_BYTES)), true);
  return bytes;
}

/**
 * Reads the header that begins at `position`; `undefined` where none does.
 *
 * @param base Where in the segment the bytes begin. A header knows its place: what looks like one
 * inside of a payload is none.
 */
export function readHeader(
  bytes: Uint8Array,
  position: number,
  { base }: { readonly base: number } = { base: 0 },
): RecordHeader | undefined {
  if (position + HEADER_BYTES > bytes.length) return undefined;
  for (let index = 0; index < MAGIC.length; index++) {
    if (bytes[position + index] !== MAGIC[index]) return undefined;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + position, HEADER_BYTES);
  const checked = bytes.subarray(position, position + CHECKED_BYTES);
  if (view.getUint32(CHECKED_BYTES, true) !== crc32(checked)) return undefined;
  const offset = view.getUint32(8, true);
  if (offset !== base + position) return undefined;
  return {
    kind: view.getUint16(4, true),
    labelBytes: view.getUint16(6, true),
    offset,
    payloadBytes: view.getUint32(12, true),
    itemCount: view.getUint32(16, true),
    itemsBefore: view.getUint32(20, true),
    time: view.getFloat64(24, true),
    bodyChecksum: view.getUint32(32, true),
  };
}

/** How long the record is. */
export function recordBytes({ labelBytes, payloadBytes }: RecordHeader): number {
  return HEADER_BYTES + labelBytes + payloadBytes;
}

/** Whether the record that begins at `position` is all there, as it was written. */
export function isIntact(bytes: Uint8Array, position: number, header: RecordHeader): boolean {
  const end = position + recordBytes(header);
  return end <= bytes.length &&
    crc32(bytes.subarray(position + HEADER_BYTES, end)) === header.bodyChecksum;
}
