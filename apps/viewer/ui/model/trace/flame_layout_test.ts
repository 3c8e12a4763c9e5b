import { deepEqual, ok } from "node:assert/strict";
import { makeTrace } from "../../testing/make_trace.ts";
import { buildSpanTree } from "./build_span_tree.ts";
import { flameLayout } from "./flame_layout.ts";

Deno.test("flameLayout() puts children below their parent on one line, when they follow each other", () => {
  const tree = buildSpanTree(makeTrace([
    { id: "root", from: 0, to: 100 },
    { id: "a", parent: "root", from: 0, to: 40 },
    { id: "b", parent: "root", from: 40, to: 90 },
  ]));
  const { rows, count } = flameLayout(tree);
  deepEqual([...rows], [0, 1, 1]);
  deepEqual(count, 2);
});

Deno.test("flameLayout() lets no two spans of a line overlap, when children run at the same time", () => {
  const tree = buildSpanTree(makeTrace([
    { id: "root", from: 0, to: 100 },
    ...Array.from({ length: 30 }, (_, index) => ({
      id: `c${index}`,
      parent: index % 3 === 0 ? "root" : `c${index - 1}`,
      from: index * 2,
      to: 100 - index,
    })),
  ]));
  const { rows } = flameLayout(tree);
  for (const a of tree.nodes) {
    for (const b of tree.nodes) {
      if (a.index >= b.index || rows[a.index] !== rows[b.index]) continue;
      ok(a.end <= b.start || b.end <= a.start, `${a.span.name} and ${b.span.name} overlap`);
    }
  }
});
