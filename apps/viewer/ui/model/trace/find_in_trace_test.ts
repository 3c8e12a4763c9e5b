import { deepEqual } from "node:assert/strict";
import { makeLog, makeTrace } from "../../testing/make_trace.ts";
import { buildSpanTree } from "./build_span_tree.ts";
import { findInTrace } from "./find_in_trace.ts";

const tree = buildSpanTree(makeTrace([
  { id: "0001", name: "GET /dice", from: 0, to: 9 },
  {
    id: "0002",
    parent: "0001",
    from: 1,
    to: 2,
    name: "SELECT",
    attributes: [{ key: "db.rows", value: { intValue: "42" } }],
  },
  {
    id: "0003",
    parent: "0001",
    from: 3,
    to: 4,
    name: "roll",
    service: "bank",
    status: { code: 2, message: "out of luck" },
    events: [{ name: "exception", timeUnixNano: "1", attributes: [] }],
  },
], [makeLog(7, "0002", 1)]));

for (
  const [text, places] of [
    ["select", [1]],
    ["BANK", [2]],
    ["db.rows:42", [1]],
    ["exception", [2]],
    ["out of", [2]],
    ["record 7", [1]],
    ["0003", [2]],
    ["error", [2]],
    ["nothing like it", []],
    ["  ", []],
  ] as const
) {
  Deno.test(`findInTrace() finds ${places.length} spans, when the text is "${text}"`, () => {
    deepEqual(findInTrace(tree, text), places);
  });
}
