import assert from "node:assert/strict";
import { formatReport } from "./format_report.ts";

Deno.test("formatReport() has a row for each variant and each aim", () => {
  const summary = { least: 9, median: 10, lower: 9.5, upper: 11.25 };
  const variant = { running: summary, ended: summary, added: summary };
  const page = formatReport({
    date: "2026-01-02",
    machine: { processor: "Fast One", cores: 2 },
    versions: { Deno: "2.9.6" },
    rounds: 3,
    variants: { bare: variant, ours: variant },
    aims: [{ what: "ours adds", atMost: 5, measured: 10, met: false }],
  }, [
    { id: "bare", title: "bare", args: [] },
    { id: "ours", title: "ours", args: [] },
  ]);
  assert.match(page, /^\| bare +\| 10\.0 \(9\.5–11\.3\) +\| 9\.0 +\| – +\| 10\.0/m);
  assert.match(page, /^\| ours +\| 10\.0 \(9\.5–11\.3\) +\| 9\.0 +\| 10\.0 \(9\.5–11\.3\) /m);
  assert.match(page, /^\| ours adds \| 5 +\| 10 +\| no +\|$/m);
  assert.match(page, /^- processor: Fast One$/m);
});
