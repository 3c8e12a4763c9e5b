import assert from "node:assert/strict";
import { formatReport } from "./format_report.ts";

Deno.test("formatReport() compares all variants with the first one", () => {
  const summary = (median: number) => ({ least: 0, median, lower: 1, upper: 2.25 });
  const variant = (median: number) => ({
    perRequest: summary(median),
    added: summary(-0.5),
    idle: summary(0.1),
  });
  const page = formatReport({
    date: "2026-01-02",
    facts: { Deno: "2.9.6" },
    starts: 3,
    rounds: 4,
    variants: { off: variant(50), on: variant(51) },
  });
  assert.match(page, /^\| off +\| 50\.0 \(1\.0–2\.3\) +\| 0\.0 +\| – +\| 0\.1 /m);
  assert.match(page, /^\| on +\| 51\.0 \(1\.0–2\.3\) +\| 0\.0 +\| -0\.5 \(1\.0–2\.3\) +\| 0\.1 /m);
  assert.match(page, /4 times after each of 3 starts/);
  assert.match(page, /^- Deno: 2\.9\.6$/m);
});
