import { deepEqual, equal, ok } from "node:assert/strict";
import { segmentBytes, type TestRecord } from "../testdata/segment_bytes.ts";
import { scanSegment, type SegmentContents } from "./scan_segment.ts";
import { encodeRecord, RecordKind } from "./segment_record.ts";

const RECORDS: readonly TestRecord[] = [
  { text: "one", itemCount: 1 },
  { text: "two", itemCount: 2 },
  { text: "", itemCount: 4 },
  { text: "eight", itemCount: 8 },
];
const { bytes, ends } = segmentBytes(RECORDS);
const ITEMS = 1 + 2 + 4 + 8;

function itemsIn({ entries }: SegmentContents): number {
  return entries.reduce((sum, { itemCount }) => sum + itemCount, 0);
}

Deno.test("scanSegment() finds every record, when the segment is as it was written", () => {
  const contents = scanSegment(bytes);

  deepEqual(contents.entries.map(({ itemCount }) => itemCount), [1, 2, 4, 8]);
  deepEqual(contents.entries.map(({ end }) => end), ends.slice(1));
  equal(contents.entries[1]?.label, "text/plain");
  equal(contents.entries[1]?.payloadBytes, 3);
  equal(JSON.parse(contents.key!).destination, "http://localhost:4318");
  equal(contents.keyEnd, ends[0]);
  equal(contents.end, bytes.length);
  equal(contents.itemCount, ITEMS);
  equal(contents.lostItems, 0);
});

Deno.test("scanSegment() finds every whole record, when the segment ends at any byte", () => {
  for (let length = 0; length <= bytes.length; length++) {
    const contents = scanSegment(bytes.subarray(0, length));
    const whole = ends.filter((end) => end <= length).length;

    equal(contents.entries.length, Math.max(0, whole - 1), `${length} bytes`);
    equal(contents.end, ends[whole - 1] ?? 0, `${length} bytes`);
    // Where the header of the torn one is there, what it held is counted.
    const torn = RECORDS[whole - 1];
    const hasHeader = whole > 0 && length >= ends[whole - 1]! + 40;
    equal(
      contents.lostItems,
      hasHeader && torn !== undefined && "text" in torn ? torn.itemCount : 0,
    );
  }
});

Deno.test("scanSegment() loses one record and counts it, when any bit is flipped", () => {
  for (let offset = 0; offset < bytes.length; offset++) {
    for (let bit = 0; bit < 8; bit++) {
      const damaged = bytes.slice();
      damaged[offset]! ^= 1 << bit;
      const contents = scanSegment(damaged);
      const hit = ends.findIndex((end) => offset < end);
      const expected = [1, 2, 4, 8].filter((_, index) => index !== hit - 1);

      deepEqual(contents.entries.map(({ itemCount }) => itemCount), expected, `byte ${offset}`);
      // What comes after a record tells what it held; of the last one, only its own header does.
      const isKnown = hit < ends.length - 1 || offset >= ends.at(-2)! + 40;
      equal(contents.lostItems, isKnown ? ITEMS - itemsIn(contents) : 0, `byte ${offset}`);
    }
  }
});

Deno.test("scanSegment() leaves out what is settled, when there is an acknowledgement", () => {
  const settled = segmentBytes([...RECORDS.slice(0, 3), { settled: 2 }, ...RECORDS.slice(3)]);
  const contents = scanSegment(settled.bytes);

  deepEqual(contents.entries.map(({ itemCount }) => itemCount), [4, 8]);
  equal(contents.lostItems, 0);
});

Deno.test("scanSegment() counts nothing as lost, when what is damaged was settled", () => {
  const settled = segmentBytes([...RECORDS, { settled: 2 }]);
  for (let offset = settled.ends[0]!; offset < settled.ends[2]!; offset++) {
    const damaged = settled.bytes.slice();
    damaged[offset]! ^= 0x10;
    const contents = scanSegment(damaged);

    deepEqual(contents.entries.map(({ itemCount }) => itemCount), [4, 8], `byte ${offset}`);
    equal(contents.lostItems, 0, `byte ${offset}`);
  }
});

Deno.test("scanSegment() gives out again what was settled, when the acknowledgement is damaged", () => {
  const settled = segmentBytes([...RECORDS, { settled: 2 }]);
  for (let offset = settled.ends.at(-2)!; offset < settled.bytes.length; offset++) {
    const damaged = settled.bytes.slice();
    damaged[offset]! ^= 0x01;
    equal(itemsIn(scanSegment(damaged)), ITEMS, `byte ${offset}`);
  }
});

Deno.test("scanSegment() takes no payload for a record, when one holds what looks like it", () => {
  const record = (offset: number) =>
    encodeRecord({
      kind: RecordKind.DATA,
      offset,
      itemCount: 99,
      itemsBefore: 0,
      time: 1,
      label: "text/plain",
      payload: Uint8Array.of(1, 2, 3),
    });
  // Only with its own place in it would it be one, and there it stands in a record that is intact.
  const inner = encodeRecord({
    kind: RecordKind.DATA,
    offset: ends[0]!,
    itemCount: 1,
    itemsBefore: 0,
    time: 1,
    label: "",
    payload: record(0),
  });
  const start = bytes.subarray(0, ends[0]);
  const whole = Uint8Array.from([...start, ...inner]);
  deepEqual(scanSegment(whole).entries.map(({ itemCount }) => itemCount), [1]);
  whole[start.length] = 0;
  deepEqual(scanSegment(whole).entries, []);
});

Deno.test("scanSegment() finds nothing and does not throw, when the bytes are anything", () => {
  let state = 7;
  for (let run = 0; run < 200; run++) {
    const noise = Uint8Array.from({ length: run * 3 }, () => {
      state = Math.imul(state, 1_103_515_245) + 12_345 >>> 0;
      return state % 5 === 0 ? 0xd5 : state >>> 16;
    });
    equal(scanSegment(noise).entries.length, 0);
  }
  ok(scanSegment(new Uint8Array()).end === 0);
});

Deno.test("scanSegment() finds what is behind it, when zeros are in the place of some records", () => {
  const holed = bytes.slice();
  holed.fill(0, ends[0]! + 5, ends[2]! - 5);
  const contents = scanSegment(holed);

  deepEqual(contents.entries.map(({ itemCount }) => itemCount), [4, 8]);
  equal(contents.lostItems, 3);
});
