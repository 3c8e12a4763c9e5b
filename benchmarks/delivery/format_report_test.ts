import assert from "node:assert/strict";
import { formatReport } from "./format_report.ts";
import type { Measured } from "./measure_variant.ts";

const measured = (p99: number, figures: Partial<Measured> = {}): Measured => ({
  load: { requests: 100, p50: 0.5, p99, max: 20, lateP99: 0.1, mostUnderWay: 3 },
  cpuMicrosPerRequest: 50,
  peakMegabytes: 120,
  ...figures,
});

const REPORT = {
  date: "2026-11-22",
  machine: { cores: 2 },
  versions: { Deno: "2.9.6" },
  rate: 1000,
  seconds: 20,
};

Deno.test("formatReport() has the median of the rounds for each variant", () => {
  const page = formatReport({
    ...REPORT,
    rounds: { slow: [measured(9), measured(2), measured(3)] },
  }, [{ id: "slow", title: "slow", telemetry: true }]);
  assert.match(page, /\| slow +\| 0\.50 \| 3\.00 \| 20\.0 +\| 50 +\| 120 +\| 0\.10 +\|/);
  assert.match(page, /1000 requests a second for 20 s.* 3 rounds/);
  assert.match(page, /\n- cores: 2\n- Deno: 2\.9\.6\n/);
});

Deno.test("formatReport() says nothing where the system tells no figures", () => {
  const page = formatReport({
    ...REPORT,
    rounds: { bare: [measured(1, { cpuMicrosPerRequest: undefined, peakMegabytes: undefined })] },
  }, [{ id: "bare", title: "bare", telemetry: false }]);
  assert.match(page, /\| 20\.0 +\| – +\| – +\|/);
});

Deno.test("formatReport() says where the generator was too late for its figures to count", () => {
  const pageWith = (lateP99: number) =>
    formatReport({
      ...REPORT,
      rounds: { bare: [measured(1), { ...measured(1), load: { ...measured(1).load, lateP99 } }] },
    }, [{ id: "bare", title: "bare", telemetry: false }]);
  assert.match(pageWith(20), /The generator could not keep its time/);
  assert.doesNotMatch(pageWith(5), /could not keep/);
});
