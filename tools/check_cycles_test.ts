import assert from "node:assert/strict";
import { checkCycles } from "./check_cycles.ts";
import type { ImportKind, SourceModule } from "./source/parse_module_graph.ts";

function graph(edges: Readonly<Record<string, readonly string[]>>, kind: ImportKind = "static") {
  return Object.entries(edges).map(([path, targets]): SourceModule => ({
    path,
    imports: targets.map((target) => ({ specifier: target, target, kind, line: 1 })),
  }));
}

Deno.test("checkCycles() prints each cycle once, when there are several", () => {
  const modules = graph({ a: ["b", "x"], b: ["c"], c: ["a"], d: ["d"], e: ["a"], x: [] });
  assert.deepEqual(checkCycles(modules).problems, [
    "a:1: imports itself: a -> b -> c -> a (no cycles between files)",
    "d:1: imports itself: d -> d (no cycles between files)",
  ]);
});

Deno.test("checkCycles() finds nothing, when two ways lead to the same file", () => {
  assert.deepEqual(checkCycles(graph({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] })).problems, []);
});

Deno.test("checkCycles() counts import() but not import type, when they close a circle", () => {
  const edges = { a: ["b"], b: ["a"] };
  assert.equal(checkCycles(graph(edges, "dynamic")).problems.length, 1);
  assert.deepEqual(checkCycles(graph(edges, "type")).problems, []);
});
