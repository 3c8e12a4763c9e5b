import assert from "node:assert/strict";
import type { CpuProfile } from "./cpu_profile.ts";
import { summarizeProfile } from "./summarize_profile.ts";

const node = (id: number, functionName: string, url = "") => ({
  id,
  callFrame: { functionName, url, lineNumber: 9 },
});

const PROFILE: CpuProfile = {
  nodes: [
    node(1, "(idle)"),
    node(2, "end", "file:///somewhere/packages/telemetry-setup/providers/traces/span.ts"),
    node(3, "", "file:///cache/npm/registry.example/@opentelemetry/core/3.1.0/dist/index.mjs"),
    node(4, "(garbage collector)"),
    node(5, "mapped", "ext:deno_http/00_serve.ts"),
    node(6, "run", "file:///somewhere/benchmarks/requests/app/app.ts"),
    node(7, "now"),
  ],
  samples: [6, 2, 3, 1, 4, 5, 2, 7, 6],
  timeDeltas: [100, 100, 10, 20, 30, 40, 50, 60, 70],
};

Deno.test("summarizeProfile() has self times by function, without those that idle", () => {
  const { functions } = summarizeProfile(PROFILE, { from: 150, to: 420 });
  assert.deepEqual(functions, [
    { name: "end providers/traces/span.ts:10", micros: 70 },
    { name: "now", micros: 70 },
    { name: "mapped ext:deno_http/00_serve.ts:10", micros: 50 },
    { name: "(garbage collector)", micros: 40 },
    { name: "(anonymous) npm:@opentelemetry/core/3.1.0/dist/index.mjs:10", micros: 20 },
  ]);
});

Deno.test("summarizeProfile() has groups: our folders, packages, Deno", () => {
  const { groups } = summarizeProfile(PROFILE, { from: 0, to: 1000 });
  assert.deepEqual(Object.fromEntries(groups.map(({ name, micros }) => [name, micros])), {
    "benchmarks/requests/app/": 100,
    "providers/traces/": 70,
    "V8": 70,
    "Deno": 50,
    "(garbage collector)": 40,
    "@opentelemetry/core": 20,
  });
});
