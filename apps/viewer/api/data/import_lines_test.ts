import { deepEqual, equal, rejects } from "node:assert/strict";
import { openStore } from "../../store/open_store.ts";
import { createMemoryStore } from "../../testing/create_memory_store.ts";
import { importLines } from "./import_lines.ts";

function streamOf(text: string, chunkLength = 7): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const chunks = Array.from(
    { length: Math.ceil(bytes.length / chunkLength) },
    (_, index) => bytes.subarray(index * chunkLength, (index + 1) * chunkLength),
  );
  return ReadableStream.from(chunks);
}

const SPAN = '{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a"},{"name":"b"}]}]}]}';
const LOG = '{ "resourceLogs" : [{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"x"}}]}]}]}';
const METRIC = '{"schema":1,"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","gauge":' +
  '{"dataPoints":[{"asInt":"1"},{"asInt":"2"},{"asInt":"3"}]}}]}]}]}';

Deno.test("importLines() stores each signal, whatever line ends and chunks", async () => {
  const store = createMemoryStore();
  const text = `${SPAN}\r\n\n${LOG}\n   \n${METRIC}`;
  for (const chunkLength of [1, 7, 10_000]) {
    deepEqual(await importLines(streamOf(text, chunkLength), { store }), {
      spans: 2,
      logs: 1,
      metricPoints: 3,
      rejected: 0,
    });
  }
  equal((await store.stats()).metricPoints, 9);
});

Deno.test("importLines() counts what the store does not take apart from what it does", async () => {
  const store = await openStore();
  const lines = `${SPAN}\n${LOG}\n{"resourceSpans":[{"scopeSpans":[{"spans":[` +
    '{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331"},{}]}]}]}';
  deepEqual(await importLines(streamOf(lines), { store }), {
    spans: 1,
    logs: 1,
    metricPoints: 0,
    rejected: 3,
  });
  const { spans, logs } = await store.stats();
  deepEqual([spans, logs], [1, 1]);
  await store.close();
});

Deno.test("importLines() names the line that is no OTLP, and keeps what stood before", async () => {
  for (
    const [line, reason] of [
      ["not json", "it is not JSON"],
      ['{"a":1}', "it has no resourceSpans, resourceMetrics or resourceLogs"],
      ["null", "it has no resourceSpans, resourceMetrics or resourceLogs"],
    ] as const
  ) {
    const store = createMemoryStore();
    await rejects(importLines(streamOf(`${SPAN}\n${line}\n${SPAN}`), { store }), {
      name: "BadRequest",
      message: `Cannot import line 2: ${reason}; what stands before it was stored`,
    });
    equal((await store.stats()).spans, 2);
  }
  const wrong = importLines(streamOf('{"resourceSpans":7}'), { store: createMemoryStore() });
  await rejects(wrong, {
    name: "BadRequest",
    message: /^Cannot import line 1: .*; nothing was stored$/,
  });
});

Deno.test("importLines() refuses lines and files that are too long", async () => {
  const store = createMemoryStore();
  const limits = { maxLineBytes: 100, maxBytes: 200 };
  await rejects(importLines(streamOf(`${"x".repeat(101)}\n`), { store, limits }), {
    message: "Cannot import: a line is longer than 100 bytes",
    status: 413,
  });
  await rejects(importLines(streamOf(`${SPAN}\n${SPAN}\n${SPAN}\n`), { store, limits }), {
    message: "Cannot import: there are more than 200 bytes",
    status: 413,
  });
});

Deno.test("importLines() passes on that the store failed", async () => {
  const store = { ...createMemoryStore(), writeTraces: () => Promise.reject(new Error("full")) };
  await rejects(importLines(streamOf(SPAN), { store }), { message: "full" });
});
