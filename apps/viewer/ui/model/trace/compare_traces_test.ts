import { deepEqual } from "node:assert/strict";
import { makeTrace } from "../../testing/make_trace.ts";
import { buildSpanTree } from "./build_span_tree.ts";
import { compareTraces } from "./compare_traces.ts";

Deno.test("compareTraces() adds up spans of one name, the largest change first", () => {
  const before = buildSpanTree(makeTrace([
    { id: "1", name: "root", from: 0, to: 100 },
    { id: "2", parent: "1", name: "query", from: 0, to: 10 },
    { id: "3", parent: "1", name: "query", from: 20, to: 30 },
  ]));
  const after = buildSpanTree(makeTrace([
    { id: "1", name: "root", from: 0, to: 130 },
    { id: "2", parent: "1", name: "query", from: 0, to: 90, status: { code: 2, message: "" } },
    { id: "3", parent: "1", name: "cache", from: 90, to: 91 },
  ]));
  const none = { count: 0, errorCount: 0, total: 0 };
  deepEqual(compareTraces(before, after), [
    {
      service: "shop",
      name: "query",
      before: { count: 2, errorCount: 0, total: 20 },
      after: { count: 1, errorCount: 1, total: 90 },
    },
    {
      service: "shop",
      name: "root",
      before: { count: 1, errorCount: 0, total: 100 },
      after: { count: 1, errorCount: 0, total: 130 },
    },
    {
      service: "shop",
      name: "cache",
      before: none,
      after: { count: 1, errorCount: 0, total: 1 },
    },
  ]);
});
