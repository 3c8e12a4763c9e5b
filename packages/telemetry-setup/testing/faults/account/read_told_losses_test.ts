import assert from "node:assert/strict";
import { readToldLosses } from "./read_told_losses.ts";

const DESTINATION = "http://127.0.0.1:4318";

Deno.test("readToldLosses() adds up what is gone, by reason", () => {
  const { lost, lostCount, keptCount } = readToldLosses([
    "a line of the application: Dropped 9 spans",
    `otel-deno: warning: Dropped 12 spans, 1 log record for ${DESTINATION}: status 400 (no: bad)`,
    `otel-deno: info: Connected again to ${DESTINATION}; dropped meanwhile: 12 spans`,
    `otel-deno: warning: Dropped 3 spans more for ${DESTINATION}`,
    "otel-deno: warning: Dropped 2 spans for the spool: not readable on disk any more",
    `otel-deno: warning: Lost 1 span, 4 log records: ${DESTINATION} did not take them before`,
    `otel-deno: info: Kept 8 spans on disk for ${DESTINATION}: sent by the next process`,
    "",
  ].join("\n"));
  assert.deepEqual([...lost], [
    ["status 400 (no: bad)", 13],
    ["more of the same", 3],
    ["not readable on disk any more", 2],
    ["the process ended", 5],
  ]);
  assert.deepEqual([lostCount, keptCount], [23, 8]);
});
