import { deepEqual, equal } from "node:assert/strict";
import { makeLog, makeTrace, START } from "../../testing/make_trace.ts";
import { buildSpanTree } from "./build_span_tree.ts";

Deno.test("buildSpanTree() puts children after their parent by their start, when spans come in any order", () => {
  const tree = buildSpanTree(makeTrace([
    { id: "late", parent: "root", from: 50, to: 60 },
    { id: "leaf", parent: "early", from: 12, to: 14 },
    { id: "root", from: 0, to: 100 },
    { id: "early", parent: "root", from: 10, to: 20 },
  ]));
  deepEqual(tree.nodes.map(({ span, depth, size }) => [span.spanId, depth, size]), [
    ["root", 0, 4],
    ["early", 1, 2],
    ["leaf", 2, 1],
    ["late", 1, 1],
  ]);
  equal(tree.startNano, START);
  equal(tree.duration, 100);
});

Deno.test("buildSpanTree() makes a span a root and marks it, when its parent is not there", () => {
  const tree = buildSpanTree(makeTrace([{ id: "a", parent: "gone", from: 0, to: 1 }]));
  deepEqual(tree.nodes.map(({ orphan, parent }) => [orphan, parent]), [[true, -1]]);
});

Deno.test("buildSpanTree() keeps all spans, when they are each other's parents or their own", () => {
  const tree = buildSpanTree(makeTrace([
    { id: "a", parent: "b", from: 0, to: 3 },
    { id: "b", parent: "a", from: 1, to: 2 },
    { id: "self", parent: "self", from: 2, to: 3 },
  ]));
  equal(tree.nodes.length, 3);
  equal(tree.nodes.filter(({ parent }) => parent === -1).length, 2);
});

Deno.test("buildSpanTree() lets an open span last until the end of the trace", () => {
  const tree = buildSpanTree(makeTrace([
    { id: "open", from: 0 },
    { id: "done", parent: "open", from: 10, to: 90 },
  ]));
  deepEqual(tree.nodes.map(({ open, end }) => [open, end]), [[true, 90], [false, 90]]);
});

Deno.test("buildSpanTree() counts errors and services, and gives logs to their spans", () => {
  const tree = buildSpanTree(makeTrace([
    { id: "a", from: 0, to: 9 },
    { id: "b", parent: "a", from: 1, to: 2, service: "bank", status: { code: 2, message: "" } },
    { id: "c", parent: "a", from: 3, to: 4, service: "bank" },
  ], [makeLog(1, "b", 1)]));
  equal(tree.errorCount, 1);
  deepEqual(tree.services, [{ name: "bank", spanCount: 2 }, { name: "shop", spanCount: 1 }]);
  deepEqual(tree.byId.get("b")?.logs.map(({ id }) => id), [1]);
});

Deno.test("buildSpanTree() takes a chain of 20,000 spans, which is deeper than the stack", () => {
  const spans = Array.from({ length: 20_000 }, (_, index) => ({
    id: `s${index}`,
    parent: index === 0 ? "" : `s${index - 1}`,
    from: index,
    to: 40_000 - index,
  }));
  equal(buildSpanTree(makeTrace(spans)).maxDepth, 19_999);
});
