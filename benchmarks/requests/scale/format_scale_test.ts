import assert from "node:assert/strict";
import { formatScale } from "./format_scale.ts";
import type { Scale } from "./measure_scale.ts";

const summary = (median: number) => ({ least: 0, median, lower: median - 1, upper: median + 1 });

const SCALE: Scale = {
  date: "2026-01-02",
  machine: { processor: "Fast One", cores: 2 },
  seconds: 4,
  rounds: 3,
  perSpan: { 1000: summary(2), 100000: summary(2.5) },
  perRequest: { 1: summary(10), 1000: summary(20) },
  threads: { 2: { bare: summary(90_000), ours: summary(70_000), added: summary(8) } },
};
const page = formatScale(SCALE);

Deno.test("formatScale() has a row for each rate, connections and threads", () => {
  assert.match(page, /^\| 100,000 +\| 2\.50 \(1\.50–3\.50\) +\|$/m);
  assert.match(page, /^\| 1,000 +\| 20\.0 \(19\.0–21\.0\) +\|$/m);
  assert.match(page, /^\| 2 +\| 90,000 \(89,999–90,001\) \| 70,000 .*\| 8\.0 \(7\.0–9\.0\) +\|$/m);
});

Deno.test("formatScale() says whether the cost is flat", () => {
  assert.match(page, /fixed rate of requests\. That is flat: ±11 %\./);
  assert.match(page, /can be answered\. That is not flat: ±33 %, where ±20 % is the aim\./);
});
