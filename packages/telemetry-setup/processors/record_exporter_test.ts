import assert from "node:assert/strict";
import type { DeliveryReport } from "../diagnostics/delivery_report.ts";
import type { ExporterMetrics } from "../diagnostics/self_metrics/self_metrics.ts";
import type { OnOutcome, Outcome, PayloadOptions } from "../transports/route.ts";
import type { Encoder } from "./encoder.ts";
import { createRecordExporter } from "./record_exporter.ts";

/** An encoder of small numbers: one byte a record. */
const BYTES: Encoder<number> = {
  contentType: "application/octets",
  encode: (records) => new Uint8Array(records),
};

const accepted = (itemCount: number): Outcome => ({
  kind: "accepted",
  itemCount,
  rejectedCount: 0,
  message: "",
  seconds: 0.1,
  replayed: false,
});
const refused = (itemCount: number, reason: string, quarantined = false): Outcome => ({
  kind: "refused",
  itemCount,
  reason,
  quarantined,
  seconds: 0.1,
  replayed: false,
});

/** An exporter, what it handed over and reported, and what is told to it. */
function setUp(
  { signal = "traces", metrics, ...options }:
    & Partial<Parameters<typeof createRecordExporter<number>>[0]>
    & { readonly signal?: "traces" | "metrics" | "logs"; readonly metrics?: ExporterMetrics } = {},
) {
  const sent: { payload: Uint8Array; options: PayloadOptions }[] = [];
  const reported: unknown[][] = [];
  const tell = (kind: keyof DeliveryReport) => (...values: unknown[]) =>
    void reported.push([kind, ...values]);
  let onOutcome: OnOutcome = () => assert.fail("the route is not open");
  const exporter = createRecordExporter<number>({
    encoder: BYTES,
    openRoute(given) {
      onOutcome = given;
      return {
        signal,
        destination: "http://c:4318",
        waitingItems: 0,
        isDurable: false,
        put: (payload, options) => void sent.push({ payload, options }),
        flush: () => Promise.resolve(),
        close() {},
      };
    },
    report: {
      retrying: tell("retrying"),
      delivered: tell("delivered"),
      dropped: tell("dropped"),
      quarantined: tell("quarantined"),
      replayed: tell("replayed"),
      lost: tell("lost"),
      kept: tell("kept"),
      repaired: tell("repaired"),
      end: tell("end"),
    },
    openMetrics: () => metrics,
    ...options,
  });
  return { exporter, sent, reported, tell: (outcome: Outcome) => onOutcome(outcome) };
}

Deno.test("createRecordExporter() hands the encoded records over before export() returns", () => {
  const { exporter, sent } = setUp();
  exporter.export([1, 2], 30);
  exporter.export([3]);
  const contentType = "application/octets";
  assert.deepEqual(sent, [
    { payload: new Uint8Array([1, 2]), options: { contentType, itemCount: 2, lingerMillis: 30 } },
    { payload: new Uint8Array([3]), options: { contentType, itemCount: 1, lingerMillis: 0 } },
  ]);
});

Deno.test("createRecordExporter() reports what becomes of the items", () => {
  const { reported, tell } = setUp();
  const items = { signal: "traces", itemCount: 3 };
  const cases: readonly (readonly [Outcome, readonly unknown[][]])[] = [
    [accepted(3), [["delivered", "http://c:4318", 0, ""]]],
    [
      { ...accepted(3), rejectedCount: 2, message: "too old" } as Outcome,
      [["delivered", "http://c:4318", 2, "too old"]],
    ],
    [
      { ...accepted(3), replayed: true } as Outcome,
      [["delivered", "http://c:4318", 0, ""], ["replayed", "http://c:4318", items]],
    ],
    [refused(3, "status 400"), [["dropped", "http://c:4318", items, "status 400"]]],
    [refused(3, "status 400", true), [["quarantined", "http://c:4318", items, "status 400"]]],
    [
      { kind: "dropped", itemCount: 3, reason: "no room", replayed: false },
      [["dropped", "http://c:4318", items, "no room"]],
    ],
    [{ kind: "retrying", reason: "status 503" }, [["retrying", "http://c:4318", "status 503"]]],
  ];
  for (const [outcome, expected] of cases) {
    reported.length = 0;
    tell(outcome);
    assert.deepEqual(reported, expected);
  }
});

Deno.test("createRecordExporter() drops what cannot be handed over, and does not throw", () => {
  const { exporter, reported } = setUp({
    openRoute: () => ({
      signal: "logs",
      destination: "http://c:4318",
      waitingItems: 0,
      isDurable: false,
      put() {
        throw new RangeError("no memory");
      },
      flush: () => Promise.resolve(),
      close() {},
    }),
  });
  exporter.export([1, 2]);
  assert.deepEqual(reported, [[
    "dropped",
    "http://c:4318",
    { signal: "logs", itemCount: 2 },
    "cannot hand over: no memory",
  ]]);
});

Deno.test("createRecordExporter() drops what cannot be encoded, and sends nothing", () => {
  const { exporter, reported, sent } = setUp({
    encoder: {
      ...BYTES,
      encode() {
        throw new Error("no form for a record");
      },
    },
  });
  exporter.export([1]);
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

Deno.test("createRecordExporter() sends nothing, when there is nothing to encode", () => {
  const { exporter, reported, sent } = setUp({
    encoder: { ...BYTES, encode: () => undefined },
  });
  exporter.export([]);
  assert.deepEqual([sent, reported], [[], []]);
});

Deno.test("createRecordExporter() counts by countItems, and names items after the signal", () => {
  const points = setUp({ signal: "metrics", countItems: (record) => record });
  points.exporter.export([3, 4]);
  assert.equal(points.sent[0]?.options.itemCount, 7);
  points.tell(refused(7, "status 413"));
  assert.deepEqual(points.reported[0]?.[2], { signal: "metrics", itemCount: 7 });
});

Deno.test("drop() reports records that never came to be exported", () => {
  const { exporter, reported } = setUp();
  exporter.drop(5, "the queue is full");
  assert.deepEqual(reported, [[
    "dropped",
    "http://c:4318",
    { signal: "traces", itemCount: 5 },
    "the queue is full",
  ]]);
});

Deno.test("createRecordExporter() sends in parts what receivers would refuse for its size", () => {
  // A million bytes a record.
  const encode = (records: readonly number[]) =>
    new Uint8Array(records.length * 1_000_000).fill(records[0] ?? 0);
  const { exporter, sent } = setUp({
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
  const { exporter, sent } = setUp({
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

Deno.test("createRecordExporter() sends a single record whatever its size", () => {
  const encode = () => new Uint8Array(5_000_000);
  const { exporter, sent } = setUp({
    encoder: { contentType: "application/octets", encode },
  });
  exporter.export([1]);
  assert.equal(sent.length, 1);
});

Deno.test("createRecordExporter() drops only the record that cannot be encoded", () => {
  const { exporter, reported, sent } = setUp({
    encoder: {
      ...BYTES,
      encode(records) {
        if (records.includes(4)) throw new Error("no form for 4");
        return BYTES.encode(records);
      },
    },
  });
  exporter.export([1, 2, 3, 4, 5]);
  assert.deepEqual(sent.flatMap(({ payload }) => [...payload]).sort(), [1, 2, 3, 5]);
  assert.deepEqual(reported.filter(([kind]) => kind === "dropped"), [[
    "dropped",
    "http://c:4318",
    { signal: "traces", itemCount: 1 },
    "cannot encode: no form for 4",
  ]]);
});

Deno.test("createRecordExporter() counts each record once, with the cause where it was lost", () => {
  const cases: readonly (readonly [Outcome, unknown])[] = [
    [accepted(3), [3, 0.1, undefined, undefined]],
    [{ ...accepted(3), rejectedCount: 2 } as Outcome, [3, 0.1, 2, "rejected"]],
    [refused(3, "status 400"), [3, 0.1, 3, "400"]],
    [
      { kind: "dropped", itemCount: 3, reason: "no room", replayed: false },
      [3, undefined, 3, "queue_full"],
    ],
  ];
  for (const [outcome, expected] of cases) {
    const told: unknown[] = [];
    const metrics: ExporterMetrics = {
      started: (count) => void told.push(count),
      finished: (count, { seconds, failedCount, errorType }) =>
        void told.push([count, seconds, failedCount, errorType]),
      replayed: (count) => void told.push(["replayed", count]),
    };
    const { exporter, tell } = setUp({ metrics });
    exporter.export([1, 2, 3]);
    tell({ kind: "retrying", reason: "status 503" });
    tell(outcome);
    // Whoever recorded these has counted them as records.
    tell({ ...accepted(8), replayed: true } as Outcome);
    tell({ ...refused(8, "status 400"), replayed: true } as Outcome);
    assert.deepEqual(told, [3, expected, ["replayed", 8]]);
  }
});

Deno.test("createRecordExporter() counts what cannot be encoded as failed", () => {
  const told: unknown[] = [];
  const metrics: ExporterMetrics = {
    started: (count) => void told.push(count),
    finished: (count, { errorType }) => void told.push([count, errorType]),
    replayed() {},
  };
  const encode = () => {
    throw new Error("no form");
  };
  const { exporter } = setUp({ metrics, encoder: { contentType: "", encode } });
  exporter.export([1]);
  assert.deepEqual(told, [1, [1, "encoding_failed"]]);
});

Deno.test("createRecordExporter() reports replaced values once, when a batch is sent in parts", () => {
  let repairedCount = 0;
  const { exporter, reported, sent } = setUp({
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
  const { exporter, sent } = setUp({ encoder });
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
  const { exporter, sent } = setUp({ encoder });
  exporter.export([1]);
  assert.deepEqual(sent.map(({ payload }) => payload.length), [5_000_000]);
});
