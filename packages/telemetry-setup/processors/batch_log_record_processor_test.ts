import assert from "node:assert/strict";
import { LoggerProvider, type ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { createBatchLogRecordProcessor } from "./batch_log_record_processor.ts";
import type { BatchQueue } from "./batch_queue.ts";

Deno.test("createBatchLogRecordProcessor() queues records, flushes and closes with the provider", async () => {
  const records: ReadableLogRecord[] = [];
  const calls: string[] = [];
  const called = (name: string) => () => {
    calls.push(name);
    return Promise.resolve();
  };
  const queue: BatchQueue<ReadableLogRecord> = {
    size: 0,
    add: (record) => records.push(record),
    forceFlush: called("forceFlush"),
    flushNow: called("flushNow"),
    close: called("close"),
  };
  const provider = new LoggerProvider({ processors: [createBatchLogRecordProcessor(queue)] });
  provider.getLogger("test").emit({ body: "hello" });
  assert.deepEqual(records.map(({ body }) => body), ["hello"]);
  await provider.forceFlush();
  await provider.shutdown();
  assert.deepEqual(calls, ["forceFlush", "close"]);
});
