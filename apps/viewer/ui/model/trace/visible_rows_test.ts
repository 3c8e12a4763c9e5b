import { deepEqual } from "node:assert/strict";
import { makeLog, makeTrace } from "../../testing/make_trace.ts";
import { buildSpanTree } from "./build_span_tree.ts";
import { visibleRows } from "./visible_rows.ts";

const tree = buildSpanTree(makeTrace([
  { id: "root", from: 0, to: 100 },
  { id: "a", parent: "root", from: 10, to: 40 },
  { id: "leaf", parent: "a", from: 20, to: 30 },
  { id: "b", parent: "root", from: 50, to: 90 },
], [makeLog(1, "root", 5), makeLog(2, "root", 45), makeLog(3, "a", 35), makeLog(4, "b", 60)]));

function rows(collapsed: readonly number[], logs: boolean) {
  return visibleRows(tree, { collapsed: new Set(collapsed), logs })
    .map((row) => row.kind === "span" ? row.node.span.spanId : row.log.id);
}

Deno.test("visibleRows() gives all spans, when nothing is collapsed", () => {
  deepEqual(rows([], false), ["root", "a", "leaf", "b"]);
});

Deno.test("visibleRows() hides what is below a collapsed span, its logs too", () => {
  deepEqual(rows([1], true), ["root", 1, "a", 2, "b", 4]);
  deepEqual(rows([0], true), ["root"]);
});

Deno.test("visibleRows() puts logs between the children of their span in the order of time", () => {
  deepEqual(rows([], true), ["root", 1, "a", "leaf", 3, 2, "b", 4]);
});
