import { deepEqual, equal } from "node:assert/strict";
import { encodeRecord, isIntact, readHeader, recordBytes, RecordKind } from "./segment_record.ts";

const RECORD = {
  kind: RecordKind.DATA,
  offset: 12,
  itemCount: 512,
  itemsBefore: 2 ** 32 - 1,
  time: 1_795_392_625_343.25,
  label: "application/x-protobuf",
  payload: Uint8Array.of(1, 2, 3),
};

Deno.test("readHeader() reads what encodeRecord() wrote, when it is where it was written", () => {
  const bytes = encodeRecord(RECORD);
  const header = readHeader(bytes, 0, { base: 12 });

  deepEqual({ ...header, bodyChecksum: 0 }, {
    kind: RecordKind.DATA,
    labelBytes: 22,
    offset: 12,
    payloadBytes: 3,
    itemCount: 512,
    itemsBefore: 2 ** 32 - 1,
    time: 1_795_392_625_343.25,
    bodyChecksum: 0,
  });
  equal(recordBytes(header!), bytes.length);
  equal(isIntact(bytes, 0, header!), true);
});

Deno.test("readHeader() returns undefined, when the record is not where it was written", () => {
  equal(readHeader(encodeRecord(RECORD), 0), undefined);
});

Deno.test("isIntact() returns false, when the payload is changed or short", () => {
  const bytes = encodeRecord(RECORD);
  const header = readHeader(bytes, 0, { base: 12 })!;

  equal(isIntact(bytes.subarray(0, -1), 0, header), false);
  bytes[bytes.length - 1]! ^= 1;
  equal(isIntact(bytes, 0, header), false);
});

Deno.test("encodeRecord() takes payloads in shared memory, when they lie there", () => {
  const payload = new Uint8Array(new SharedArrayBuffer(3));
  payload.set([1, 2, 3]);
  deepEqual(encodeRecord({ ...RECORD, payload }), encodeRecord(RECORD));
});
