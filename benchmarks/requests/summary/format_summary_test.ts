import assert from "node:assert/strict";
import { makeMeasured, makeRounds } from "../testdata/make_rounds.ts";
import { formatSummary } from "./format_summary.ts";

const REPORT = {
  date: "2026-01-02",
  machine: { processor: "Fast One", cores: 2 },
  versions: { Deno: "2.9.6" },
  seconds: 4,
  rate: 5000,
  generators: { program: "wrk", fixedRateMost: 30_000 },
  rounds: {
    ...makeRounds({ bare: [10, 10], npm: [110, 110], ours: [20, 30] }),
    peer: [makeMeasured(40, { fixed: undefined, memory: undefined })],
  },
};
const VARIANTS = [
  { id: "bare", title: "no telemetry", app: "app.ts" },
  { id: "npm", title: "npm SDK", app: "npm_app.ts" },
  { id: "ours", title: "ours", app: "app.ts" },
  { id: "peer", title: "a peer", app: "app.ts" },
] as const;

Deno.test("formatSummary() compares what is added with what the npm SDK adds", () => {
  const page = formatSummary(REPORT, VARIANTS);
  assert.match(page, /^\| no telemetry \| – +\| – +\| 100000 +\| 0\.50 +\| 120 +\|$/m);
  assert.match(page, /^\| npm SDK +\| 100\.0 \(100\.0–100\.0\) +\| – /m);
  assert.match(page, /^\| ours +\| 15\.0 \(12\.5–17\.5\) +\| 1\/6\.7 /m);
  assert.match(page, /takes 10\.0 us\. 2026-01-02, Fast One, 2 cores, Deno 2\.9\.6; medians of 2 /);
});

Deno.test("formatSummary() says nothing where nothing was measured", () => {
  assert.match(formatSummary(REPORT, VARIANTS), /^\| a peer +\| 30\.0 .*\| – +\| – +\|$/m);
});
