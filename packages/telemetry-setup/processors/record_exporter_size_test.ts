import assert from "node:assert/strict";
import type { Encoder } from "./encoder.ts";
import { setUpExporter } from "./testdata/set_up_exporter.ts";

Deno.test("createRecordExporter() sends in parts what receivers would refuse for its size", () => {
  // A million bytes a record.
  const encode = (records: readonly number[]) =>
    new Uint8Array(records.length * 1_000_000).fill(records[0] ?? 0);
  const { exporter, sent } = setUpExporter({
    encoder: { contentType: "application/octets", encode },
  });
  exporter.export([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(
    sent.map(({ payload, options }) => [payload[0], payload.length, options.itemCount]),
    [[1, 4_000_000, 4], [5, 2_000_000, 2], [7, 3_000_000, 3]],
  );
});

Deno.test("createRecordExporter() divides a record that is too large, where that is possible", () => {
  // A million bytes for each unit of a record's number, which is what can be divided.
  const { exporter, sent } = setUpExporter({
    encoder: {
      contentType: "application/octets",
      encode: ([first = 0]) => new Uint8Array(first * 1_000_000),
    },
    countItems: (record) => record,
    split: (record) => record < 2 ? undefined : [record >>> 1, record - (record >>> 1)],
  });
  exporter.export([9]);
  assert.deepEqual(
    sent.map(({ payload, options }) => [payload.length, options.itemCount]),
    [[4_000_000, 4], [2_000_000, 2], [3_000_000, 3]],
  );
});

Deno.test("createRecordExporter() reports replaced values once, when a batch is sent in parts", () => {
  let repairedCount = 0;
  const { exporter, reported, sent } = setUpExporter({
    encoder: {
      contentType: "application/octets",
      get repairedCount() {
        return repairedCount;
      },
      encode(records) {
        repairedCount = records.length;
        return new Uint8Array(records.length * 1_500_000);
      },
    },
  });
  exporter.export([1, 2, 3, 4]);
  assert.equal(sent.length, 2);
  assert.deepEqual(reported.filter(([kind]) => kind === "repaired"), [
    ["repaired", "http://c:4318", 2],
    ["repaired", "http://c:4318", 2],
  ]);
});

Deno.test("createRecordExporter() has one record that is too large cut, as little as is enough", () => {
  const lengths: (number | undefined)[] = [];
  const encoder: Encoder<number> = {
    contentType: "application/octets",
    encode([size = 0], { maxLength } = {}) {
      lengths.push(maxLength);
      return new Uint8Array(Math.min(size, 10 * (maxLength ?? Infinity)));
    },
  };
  const { exporter, sent } = setUpExporter({ encoder });
  exporter.export([5_000_000]);
  assert.deepEqual(lengths, [undefined, 1_000_000, 100_000]);
  exporter.export([4_000_000]);
  assert.deepEqual(lengths, [undefined, 1_000_000, 100_000, undefined]);
  assert.deepEqual(sent.map(({ payload }) => payload.length), [1_000_000, 4_000_000]);
});

Deno.test("createRecordExporter() sends one record that stays too large, when nothing is left to cut", () => {
  const encoder: Encoder<number> = {
    contentType: "application/octets",
    encode: () => new Uint8Array(5_000_000),
  };
  const { exporter, sent } = setUpExporter({ encoder });
  exporter.export([1]);
  assert.deepEqual(sent.map(({ payload }) => payload.length), [5_000_000]);
});

Deno.test("createRecordExporter() drops what is above 64 MiB, when it cannot be made smaller", () => {
  const limit = 64 * 1024 * 1024;
  const encoder: Encoder<number> = {
    contentType: "application/octets",
    encode: ([size = 0]) => new Uint8Array(size),
  };
  const { exporter, sent, reported } = setUpExporter({ encoder });
  exporter.export([limit, limit + 1]);
  assert.deepEqual(sent.map(({ payload }) => payload.length), [limit]);
  assert.deepEqual(reported, [
    [
      "dropped",
      "http://c:4318",
      { signal: "traces", itemCount: 1 },
      "too large for a request: 67108865 bytes",
    ],
  ]);
});
