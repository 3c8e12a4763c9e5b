import { deepEqual, equal } from "node:assert/strict";
import { makeTrace } from "../../testing/make_trace.ts";
import { buildSpanTree } from "./build_span_tree.ts";
import { criticalPath } from "./critical_path.ts";

function pathOf(spans: Parameters<typeof makeTrace>[0]) {
  const tree = buildSpanTree(makeTrace(spans));
  return criticalPath(tree).map(({ index, start, end }) => [
    tree.nodes[index]!.span.spanId,
    start,
    end,
  ]);
}

Deno.test("criticalPath() goes through children one after the other, and the parent's own work between", () => {
  deepEqual(
    pathOf([
      { id: "root", from: 0, to: 100 },
      { id: "a", parent: "root", from: 10, to: 40 },
      { id: "b", parent: "root", from: 50, to: 90 },
    ]),
    [["root", 0, 10], ["a", 10, 40], ["root", 40, 50], ["b", 50, 90], ["root", 90, 100]],
  );
});

Deno.test("criticalPath() takes the child that ended last, when children run at the same time", () => {
  deepEqual(
    pathOf([
      { id: "root", from: 0, to: 100 },
      { id: "short", parent: "root", from: 0, to: 60 },
      { id: "long", parent: "root", from: 0, to: 100 },
    ]),
    [["long", 0, 100]],
  );
});

Deno.test("criticalPath() leaves out what a child does after its parent has ended", () => {
  deepEqual(
    pathOf([
      { id: "root", from: 0, to: 50 },
      { id: "detached", parent: "root", from: 20, to: 500 },
    ]),
    [["root", 0, 20], ["detached", 20, 50]],
  );
});

Deno.test("criticalPath() covers the root without gap or overlap, when children overlap in odd ways", () => {
  const path = pathOf([
    { id: "root", from: 0, to: 100 },
    { id: "a", parent: "root", from: 5, to: 70 },
    { id: "b", parent: "root", from: 60, to: 95 },
    { id: "c", parent: "b", from: 61, to: 80 },
    { id: "d", parent: "b", from: 75, to: 94 },
  ]);
  let at = 0;
  for (const [, start, end] of path) {
    equal(start, at);
    at = Number(end);
  }
  equal(at, 100);
});
