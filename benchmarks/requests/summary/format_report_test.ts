import assert from "node:assert/strict";
import { makeMeasured, makeRounds } from "../testdata/make_rounds.ts";
import { VARIANTS } from "../variants.ts";
import { formatReport } from "./format_report.ts";
import type { Report } from "./report.ts";

const REPORT: Report = {
  date: "2026-01-02",
  machine: { processor: "Fast One" },
  versions: { Deno: "2.9.6" },
  seconds: 4,
  rate: 5000,
  generators: { program: "wrk", fixedRateMost: 30_000 },
  rounds: {
    ...makeRounds(
      Object.fromEntries(VARIANTS.map(({ id }) => [id, id === "bare" ? [10, 10] : [90, 90]])),
    ),
    deno: [makeMeasured(110), makeMeasured(110)],
    ours: [20, 30].map((micros) => makeMeasured(micros, { startMillis: 45 })),
    slow: [makeMeasured(20, { lost: 500 }), makeMeasured(30)],
  },
};
const page = formatReport(REPORT, VARIANTS);

Deno.test("formatReport() has CPU, what is added, and that as a share of both peers'", () => {
  assert.match(
    page,
    /^\| ours +\| 25\.0 \(22\.5–27\.5\) +\| 15\.0 \(12\.5–17\.5\) +\| 1\/5\.3 \(1\/6\.4–1\/4\.6\) +\| 1\/6\.7 /m,
  );
  assert.match(page, /^\| no telemetry +\| 10\.0 +\| – +\| – +\| – +\| 100000 +\|$/m);
});

Deno.test("formatReport() has latencies, memory, bytes, and what was lost", () => {
  assert.match(page, /^\| ours +\| 50\.0 \(45\.0–55\.0\) \| 0\.20 \| 0\.50 \| 0\.10 +\|$/m);
  assert.match(page, /^\| ours +\| 120 +\| 100 \| 15 +\| 600 +\| 0 +\| 12 +\|$/m);
  assert.match(page, /^\| ours, receiver .* 5\.0 % \| 12 +\|$/m);
});

Deno.test("formatReport() says of each aim whether it is met", () => {
  assert.match(page, /^\| ours adds, of what the npm SDK adds +\| 1\/8 +\| 1\/5\.3 +\| no +\|$/m);
  assert.match(page, /^\| p99 at the fixed rate, ms +\| 1\.00 +\| 0\.50 +\| yes +\|$/m);
  assert.match(page, /^\| items that `ours` loses, .* \| 0 +\| 0 +\| yes \|$/m);
});

Deno.test("formatReport() says on what it was measured", () => {
  assert.match(page, /Measured 2026-01-02 .* 2 times: /);
  assert.match(page, /\n- saturated by: wrk, 16 connections\n/);
  assert.match(page, /\n- processor: Fast One\n- Deno: 2\.9\.6\n/);
});
