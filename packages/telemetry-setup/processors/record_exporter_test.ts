import assert from "node:assert/strict";
import type { DeliveryReport } from "../diagnostics/delivery_report.ts";
import type { ExporterMetrics } from "../diagnostics/self_metrics/self_metrics.ts";
import type { SendOptions, Verdict } from "../transports/transport.ts";
import type { Encoder } from "./encoder.ts";
import { createRecordExporter } from "./record_exporter.ts";

const ACCEPTED: Verdict = { outcome: "accepted", rejectedCount: 0, message: "" };

/** An encoder of small numbers: one byte a record. */
const BYTES: Encoder<number> = {
  contentType: "application/octets",
  encode: (records) => new Uint8Array(records),
};

/** An exporter with a transport that gives one verdict, and what it sent and reported. */
function setUp(
  verdict: Verdict | Promise<Verdict>,
  options: Partial<Parameters<typeof createRecordExporter<number>>[0]> = {},
) {
  const sent: { payload: Uint8Array; options: SendOptions }[] = [];
  const reported: unknown[][] = [];
  const tell = (kind: keyof DeliveryReport) => (...values: unknown[]) =>
    void reported.push([kind, ...values]);
  const exporter = createRecordExporter<number>({
    signal: "traces",
    encoder: BYTES,
    transport: {
      destination: "http://c:4318",
      send(payload, options) {
        sent.push({ payload, options });
        return Promise.resolve(verdict);
      },
      close() {},
    },
    report: {
      retrying: tell("retrying"),
      delivered: tell("delivered"),
      dropped: tell("dropped"),
      lost: tell("lost"),
      repaired: tell("repaired"),
      end: tell("end"),
    },
    ...options,
  });
  return { exporter, sent, reported };
}

Deno.test("createRecordExporter() hands the encoded records over before export() returns", async () => {
  const { exporter, sent } = setUp(ACCEPTED);
  const exporting = exporter.export([1, 2]);
  assert.deepEqual(sent, [{
    payload: new Uint8Array([1, 2]),
    options: {
      signal: "traces",
      contentType: "application/octets",
      encoding: "identity",
      itemCount: 2,
    },
  }]);
  await exporting;
});

Deno.test("createRecordExporter() settles once the fate of the records is known", async () => {
  const verdict = Promise.withResolvers<Verdict>();
  const { exporter, reported } = setUp(verdict.promise);
  let settled = false;
  const exporting = exporter.export([1]).then(() => settled = true);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(settled, false);
  verdict.resolve(ACCEPTED);
  await exporting;
  assert.deepEqual(reported, [["delivered", "http://c:4318", 0, ""]]);
});

Deno.test("createRecordExporter() reports what of an accepted payload was rejected", async () => {
  const { exporter, reported } = setUp({ ...ACCEPTED, rejectedCount: 2, message: "too old" });
  await exporter.export([1, 2, 3]);
  assert.deepEqual(reported, [["delivered", "http://c:4318", 2, "too old"]]);
});

Deno.test("createRecordExporter() drops what is refused", async () => {
  const { exporter, reported } = setUp({ outcome: "refused", reason: "status 400" });
  await exporter.export([1, 2, 3]);
  assert.deepEqual(reported, [[
    "dropped",
    "http://c:4318",
    { signal: "traces", itemCount: 3 },
    "status 400",
  ]]);
});

Deno.test("createRecordExporter() drops what could not be delivered in time, and says why", async () => {
  const { exporter, reported } = setUp({ outcome: "retry", reason: "connection refused" });
  await exporter.export([1]);
  assert.deepEqual(reported, [
    ["retrying", "http://c:4318", "connection refused"],
    ["dropped", "http://c:4318", { signal: "traces", itemCount: 1 }, "connection refused"],
  ]);
});

Deno.test("createRecordExporter() drops what cannot be encoded, and sends nothing", async () => {
  const { exporter, reported, sent } = setUp(ACCEPTED, {
    encoder: {
      ...BYTES,
      encode() {
        throw new Error("no form for a record");
      },
    },
  });
  await exporter.export([1]);
  assert.deepEqual(sent, []);
  assert.deepEqual(reported, [
    [
      "dropped",
      "http://c:4318",
      { signal: "traces", itemCount: 1 },
      "cannot encode: no form for a record",
    ],
  ]);
});

Deno.test("createRecordExporter() sends nothing, when there is nothing to encode", async () => {
  const { exporter, reported, sent } = setUp(ACCEPTED, {
    encoder: { ...BYTES, encode: () => undefined },
  });
  await exporter.export([]);
  assert.deepEqual([sent, reported], [[], []]);
});

Deno.test("createRecordExporter() counts by countItems, and names items after the signal", async () => {
  const refused: Verdict = { outcome: "refused", reason: "status 413" };
  const points = setUp(refused, { signal: "metrics", countItems: (record) => record });
  await points.exporter.export([3, 4]);
  assert.equal(points.sent[0]?.options.itemCount, 7);
  assert.deepEqual(points.reported[0]?.[2], { signal: "metrics", itemCount: 7 });
  const logs = setUp(refused, { signal: "logs" });
  await logs.exporter.export([3, 4]);
  assert.deepEqual(logs.reported[0]?.[2], { signal: "logs", itemCount: 2 });
});

Deno.test("drop() reports records that never came to be exported", () => {
  const { exporter, reported } = setUp(ACCEPTED);
  exporter.drop(5, "the queue is full");
  assert.deepEqual(reported, [[
    "dropped",
    "http://c:4318",
    { signal: "traces", itemCount: 5 },
    "the queue is full",
  ]]);
});

Deno.test("createRecordExporter() sends in parts what receivers would refuse for its size", async () => {
  // A million bytes a record.
  const encode = (records: readonly number[]) =>
    new Uint8Array(records.length * 1_000_000).fill(records[0] ?? 0);
  const { exporter, sent, reported } = setUp(ACCEPTED, {
    encoder: { contentType: "application/octets", encode },
  });
  await exporter.export([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(
    sent.map(({ payload, options }) => [payload[0], payload.length, options.itemCount]),
    [[1, 4_000_000, 4], [5, 2_000_000, 2], [7, 3_000_000, 3]],
  );
  assert.equal(reported.length, 3);
});

Deno.test("createRecordExporter() divides a record that is too large, where that is possible", async () => {
  // A million bytes for each unit of a record's number, which is what can be divided.
  const { exporter, sent } = setUp(ACCEPTED, {
    encoder: {
      contentType: "application/octets",
      encode: ([first = 0]) => new Uint8Array(first * 1_000_000),
    },
    countItems: (record) => record,
    split: (record) => record < 2 ? undefined : [record >>> 1, record - (record >>> 1)],
  });
  await exporter.export([9]);
  assert.deepEqual(
    sent.map(({ payload, options }) => [payload.length, options.itemCount]),
    [[4_000_000, 4], [2_000_000, 2], [3_000_000, 3]],
  );
});

Deno.test("createRecordExporter() sends a single record whatever its size", async () => {
  const encode = () => new Uint8Array(5_000_000);
  const { exporter, sent } = setUp(ACCEPTED, {
    encoder: { contentType: "application/octets", encode },
  });
  await exporter.export([1]);
  assert.equal(sent.length, 1);
});

Deno.test("createRecordExporter() drops only the record that cannot be encoded", async () => {
  const { exporter, reported, sent } = setUp(ACCEPTED, {
    encoder: {
      ...BYTES,
      encode(records) {
        if (records.includes(4)) throw new Error("no form for 4");
        return BYTES.encode(records);
      },
    },
  });
  await exporter.export([1, 2, 3, 4, 5]);
  assert.deepEqual(sent.flatMap(({ payload }) => [...payload]).sort(), [1, 2, 3, 5]);
  assert.deepEqual(reported.filter(([kind]) => kind === "dropped"), [[
    "dropped",
    "http://c:4318",
    { signal: "traces", itemCount: 1 },
    "cannot encode: no form for 4",
  ]]);
});

Deno.test("createRecordExporter() counts each record once, with the cause where it was lost", async () => {
  const cases: readonly (readonly [Verdict, unknown])[] = [
    [ACCEPTED, [3, undefined, undefined]],
    [{ ...ACCEPTED, rejectedCount: 2 } as Verdict, [3, 2, "rejected"]],
    [{ outcome: "refused", reason: "status 400" }, [3, 3, "400"]],
    [{ outcome: "retry", reason: "connection refused" }, [3, 3, "connection_refused"]],
  ];
  for (const [verdict, expected] of cases) {
    const told: unknown[] = [];
    const metrics: ExporterMetrics = {
      started: (count) => void told.push(count),
      finished(count, { failedCount, errorType, seconds }) {
        assert.ok(seconds >= 0 && seconds < 5);
        told.push([count, failedCount, errorType]);
      },
    };
    const { exporter } = setUp(verdict, { metrics });
    await exporter.export([1, 2, 3]);
    assert.deepEqual(told, [3, expected]);
  }
});

Deno.test("createRecordExporter() counts what cannot be encoded as failed", async () => {
  const told: unknown[] = [];
  const metrics: ExporterMetrics = {
    started: (count) => void told.push(count),
    finished: (count, { errorType }) => void told.push([count, errorType]),
  };
  const encode = () => {
    throw new Error("no form");
  };
  const { exporter } = setUp(ACCEPTED, { metrics, encoder: { contentType: "", encode } });
  await exporter.export([1]);
  assert.deepEqual(told, [1, [1, "encoding_failed"]]);
});

Deno.test("createRecordExporter() reports replaced values once, when a batch is sent in parts", async () => {
  let repairedCount = 0;
  const { exporter, reported, sent } = setUp(ACCEPTED, {
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
  await exporter.export([1, 2, 3, 4]);
  assert.equal(sent.length, 2);
  assert.deepEqual(reported.filter(([kind]) => kind === "repaired"), [
    ["repaired", "http://c:4318", 2],
    ["repaired", "http://c:4318", 2],
  ]);
});

Deno.test("createRecordExporter() has one record that is too large cut, as little as is enough", async () => {
  const lengths: (number | undefined)[] = [];
  const encoder: Encoder<number> = {
    contentType: "application/octets",
    encode([size = 0], { maxLength } = {}) {
      lengths.push(maxLength);
      return new Uint8Array(Math.min(size, 10 * (maxLength ?? Infinity)));
    },
  };
  const { exporter, sent } = setUp(ACCEPTED, { encoder });
  await exporter.export([5_000_000]);
  assert.deepEqual(lengths, [undefined, 1_000_000, 100_000]);
  await exporter.export([4_000_000]);
  assert.deepEqual(lengths, [undefined, 1_000_000, 100_000, undefined]);
  assert.deepEqual(sent.map(({ payload }) => payload.length), [1_000_000, 4_000_000]);
});

Deno.test("createRecordExporter() sends one record that stays too large, when nothing is left to cut", async () => {
  const encoder: Encoder<number> = {
    contentType: "application/octets",
    encode: () => new Uint8Array(5_000_000),
  };
  const { exporter, sent } = setUp(ACCEPTED, { encoder });
  await exporter.export([1]);
  assert.deepEqual(sent.map(({ payload }) => payload.length), [5_000_000]);
});
