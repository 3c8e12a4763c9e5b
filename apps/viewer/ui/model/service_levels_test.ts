import { deepEqual } from "node:assert/strict";
import { serviceLevels } from "./service_levels.ts";

function levels(names: readonly string[], calls: readonly (readonly [string, string, number])[]) {
  const list = calls.map(([from, to, count]) => ({ from, to, count, errorCount: 0, p95Nano: 0 }));
  return Object.fromEntries(serviceLevels(names, list));
}

Deno.test("serviceLevels() puts what is called right of all its callers", () => {
  deepEqual(
    levels(["db", "web", "api"], [["web", "api", 1], ["api", "db", 1], ["web", "db", 9]]),
    { db: 2, web: 0, api: 1 },
  );
});

Deno.test("serviceLevels() lets the least frequent call point back, when calls go in a circle", () => {
  deepEqual(levels(["a", "b", "c"], [["a", "b", 9], ["b", "c", 9], ["c", "a", 1], ["b", "b", 5]]), {
    a: 0,
    b: 1,
    c: 2,
  });
});
