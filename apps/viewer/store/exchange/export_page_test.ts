import { deepEqual, equal } from "node:assert/strict";
import { decodeTraces, type LogsData, type MetricsData, type TracesData } from "@otel-deno/otlp";
import { LOGS_DATA } from "../../../../packages/otlp/schema/logs_schema.ts";
import { METRICS_DATA } from "../../../../packages/otlp/schema/metrics_schema.ts";
import { TRACES_DATA } from "../../../../packages/otlp/schema/traces_schema.ts";
import { randomRecord, seededRandom } from "../../../../packages/otlp/testdata/random_record.ts";
import { importLines } from "../../api/data/import_lines.ts";
import type { ExportSelection, TelemetryStore } from "../../contract/mod.ts";
import { makeLogs, makeTraces, spanId, traceId } from "../../testing/make_telemetry.ts";
import { openStore } from "../open_store.ts";

const RUNS = 40;

Deno.test("exportPage() exports what is imported again as the same bytes, whatever was written", async () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    await using stack = new AsyncDisposableStack();
    const first = stack.adopt(await openStore(), (store) => store.close());
    const second = stack.adopt(await openStore(), (store) => store.close());
    const written = await writeRandom(first, seed);
    const lines = await exported(first, { kind: "all" });
    const result = await importLines(streamOf(lines, seed), { store: second });
    equal(await exported(second, { kind: "all" }), lines, `seed ${seed}`);
    deepEqual(result, { ...written, rejected: 0 }, `seed ${seed}`);
  }
});

Deno.test("exportPage() exports each item as it was received", async () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    await using stack = new AsyncDisposableStack();
    const store = stack.adopt(await openStore(), (store) => store.close());
    const data = withIds(randomRecord(TRACES_DATA, seededRandom(seed)) as unknown as TracesData);
    await store.writeTraces(data);
    const lines: TracesData[] = [];
    for (const line of (await exported(store, { kind: "all" })).trimEnd().split("\n")) {
      if (line !== "") lines.push(decodeTraces(new TextEncoder().encode(line), "json"));
    }
    const flat = (all: readonly TracesData[]) =>
      all.flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans, ...resource }) =>
          scopeSpans.flatMap(({ spans, ...scope }) =>
            spans.map((span) => ({ resource, scope, span }))
          )
        )
      ).sort((a, b) => a.span.spanId < b.span.spanId ? -1 : 1);
    deepEqual(flat(lines), flat([data]), `seed ${seed}`);
  }
});

Deno.test("exportPage() continues in the middle of a trace, when a page is full", async () => {
  await using stack = new AsyncDisposableStack();
  const first = stack.adopt(await openStore(), (store) => store.close());
  const second = stack.adopt(await openStore(), (store) => store.close());
  const spans = Array.from({ length: 9000 }, (_, index) => ({
    trace: index < 6000 ? "a" : index.toString(16),
    id: (index + 1).toString(16),
    attributes: { padding: "x".repeat(50), index },
  }));
  for (let start = 0; start < 5000; start += 100) {
    await first.writeTraces(makeTraces({ service: "a" }, spans.slice(start, start + 100)));
  }
  await first.writeTraces(makeTraces({ service: "b" }, spans.slice(5000)));
  const pages: string[] = [];
  for await (const page of first.export({ kind: "all" })) pages.push(page);
  equal(pages.length > 2, true);
  const lines = pages.join("");
  await importLines(streamOf(lines, 1), { store: second });
  equal(await exported(second, { kind: "all" }), lines);
  equal((await second.stats()).spans, 9000);
});

Deno.test("exportPage() exports a run, a trace or a subtree, with its logs", async () => {
  await using stack = new AsyncDisposableStack();
  const store = stack.adopt(await openStore(), (store) => store.close());
  await store.writeTraces(makeTraces({ run: "1" }, [
    { trace: "a", id: "1", name: "root" },
    { trace: "a", id: "2", parent: "1", name: "left" },
    { trace: "a", id: "3", parent: "1", name: "right" },
    { trace: "a", id: "4", parent: "3", name: "leaf" },
    { trace: "b", id: "1", name: "other" },
  ]));
  await store.writeTraces(makeTraces({ run: "2" }, [
    { trace: "a", id: "5", parent: "4", name: "callee" },
  ]));
  await store.writeLogs(makeLogs({ run: "1" }, [
    { body: "of left", trace: "a", span: "2" },
    { body: "of leaf", trace: "a", span: "4" },
    { body: "of none" },
  ]));
  const cases: readonly (readonly [ExportSelection, string])[] = [
    [{ kind: "run", run: "1" }, "root left right leaf other of left of leaf of none"],
    [{ kind: "run", run: "2" }, "callee"],
    [{ kind: "run", run: "3" }, ""],
    [{ kind: "trace", traceId: traceId("a") }, "root left right leaf callee of left of leaf"],
    [{ kind: "trace", traceId: traceId("c") }, ""],
    [
      { kind: "subtree", traceId: traceId("a"), spanId: spanId("3") },
      "right leaf callee of leaf",
    ],
  ];
  for (const [selection, expected] of cases) {
    const lines = await exported(store, selection);
    const found = [...lines.matchAll(/"name":"([^"]+)","kind"|"body":\{"stringValue":"([^"]+)"/g)];
    equal(found.map(([, name, body]) => name ?? body).join(" "), expected);
  }
});

async function exported(store: TelemetryStore, selection: ExportSelection): Promise<string> {
  let lines = "";
  for await (const page of store.export(selection)) lines += page;
  return lines;
}

/** Cuts text anywhere, also in the middle of a character. */
function streamOf(text: string, seed: number): ReadableStream<Uint8Array> {
  const random = seededRandom(seed);
  const bytes = new TextEncoder().encode(text);
  const parts: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = start + 1 + Math.floor(random() * 5000);
    parts.push(bytes.subarray(start, end));
    start = end;
  }
  return ReadableStream.from(parts);
}

/** Writes random records, some at the same time. */
async function writeRandom(store: TelemetryStore, seed: number) {
  const random = seededRandom(seed);
  const counts = { spans: 0, logs: 0, metricPoints: 0 };
  for (let round = 0; round < 4; round++) {
    const traces = withIds(randomRecord(TRACES_DATA, random) as unknown as TracesData);
    const logs = randomRecord(LOGS_DATA, random) as unknown as LogsData;
    const metrics = randomRecord(METRICS_DATA, random) as unknown as MetricsData;
    await Promise.all([
      store.writeTraces(traces),
      store.writeLogs(logs),
      store.writeMetrics(metrics),
    ]);
  }
  const stats = await store.stats();
  counts.spans = stats.spans;
  counts.logs = stats.logs;
  counts.metricPoints = stats.metricPoints;
  return counts;
}

/** Random ids are mostly none; few traces, so that they have several parts. */
function withIds(data: TracesData): TracesData {
  let last = 0;
  return {
    resourceSpans: data.resourceSpans.map((ofResource) => ({
      ...ofResource,
      scopeSpans: ofResource.scopeSpans.map((ofScope) => ({
        ...ofScope,
        spans: ofScope.spans.map((span) => ({
          ...span,
          traceId: traceId((1 + ++last % 3).toString(16)),
          spanId: spanId(last.toString(16)),
        })),
      })),
    })),
  };
}
