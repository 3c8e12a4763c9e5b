import assert from "node:assert/strict";
import type { ExporterMetrics } from "../diagnostics/self_metrics/self_metrics.ts";
import type { Outcome } from "../transports/route.ts";
import { BYTES, setUpExporter } from "./testdata/set_up_exporter.ts";

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

Deno.test("createRecordExporter() hands the encoded records over before export() returns", () => {
  const { exporter, sent } = setUpExporter();
  exporter.export([1, 2], 30);
  exporter.export([3]);
  const contentType = "application/octets";
  assert.deepEqual(sent, [
    { payload: new Uint8Array([1, 2]), options: { contentType, itemCount: 2, lingerMillis: 30 } },
    { payload: new Uint8Array([3]), options: { contentType, itemCount: 1, lingerMillis: 0 } },
  ]);
});

Deno.test("createRecordExporter() reports what becomes of the items", () => {
  const { reported, tell } = setUpExporter();
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
  const { exporter, reported } = setUpExporter({
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
  const { exporter, reported, sent } = setUpExporter({
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
  const { exporter, reported, sent } = setUpExporter({
    encoder: { ...BYTES, encode: () => undefined },
  });
  exporter.export([]);
  assert.deepEqual([sent, reported], [[], []]);
});

Deno.test("createRecordExporter() counts by countItems, and names items after the signal", () => {
  const points = setUpExporter({ signal: "metrics", countItems: (record) => record });
  points.exporter.export([3, 4]);
  assert.equal(points.sent[0]?.options.itemCount, 7);
  points.tell(refused(7, "status 413"));
  assert.deepEqual(points.reported[0]?.[2], { signal: "metrics", itemCount: 7 });
});

Deno.test("drop() reports records that never came to be exported", () => {
  const { exporter, reported } = setUpExporter();
  exporter.drop(5, "the queue is full");
  assert.deepEqual(reported, [[
    "dropped",
    "http://c:4318",
    { signal: "traces", itemCount: 5 },
    "the queue is full",
  ]]);
});

Deno.test("createRecordExporter() drops only the record that cannot be encoded", () => {
  const { exporter, reported, sent } = setUpExporter({
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
    const { exporter, tell } = setUpExporter({ metrics });
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
  const { exporter } = setUpExporter({ metrics, encoder: { contentType: "", encode } });
  exporter.export([1]);
  assert.deepEqual(told, [1, [1, "encoding_failed"]]);
});

Deno.test("createRecordExporter() hands over what is encoded already, and reports its repairs", () => {
  const counts: [string, number][] = [];
  const metrics: ExporterMetrics = {
    started: (count) => void counts.push(["started", count]),
    finished: (count) => void counts.push(["finished", count]),
    replayed: (count) => void counts.push(["replayed", count]),
  };
  const { exporter, sent, reported } = setUpExporter({ metrics });
  exporter.exportEncoded(new Uint8Array([7, 8]), {
    itemCount: 3,
    lingerMillis: 20,
    repairedCount: 2,
  });
  const { contentType } = exporter;
  assert.equal(contentType, "application/octets");
  assert.deepEqual(sent, [
    { payload: new Uint8Array([7, 8]), options: { contentType, itemCount: 3, lingerMillis: 20 } },
  ]);
  assert.deepEqual(reported, [["repaired", "http://c:4318", 2]]);
  assert.deepEqual(counts, [["started", 3]]);
});
