import { deepEqual, equal } from "node:assert/strict";
import { bytesPerWaitingSpan, deriveSizes, spansPerCoreSecond } from "./derive_sizes.ts";
import { makeReport } from "./testdata/make_report.ts";

Deno.test("spansPerCoreSecond() is for one processor that does nothing else", () => {
  equal(spansPerCoreSecond(makeReport().agent), 100_000);
});

Deno.test("bytesPerWaitingSpan() divides by what waits, also when the load was shorter than that", () => {
  equal(bytesPerWaitingSpan(makeReport()), 2 ** 20 * 100 / 50_000);
  const short = makeReport();
  equal(
    bytesPerWaitingSpan({ ...short, load: { ...short.load, seconds: 5 } }),
    2 ** 20 * 100 / 25_000,
  );
});

Deno.test("deriveSizes() leaves two fifths of the processors free", () => {
  deepEqual(deriveSizes(makeReport(), 30_000), {
    requestsPerSecond: 30_000,
    spansPerSecond: 60_000,
    agentCores: 1,
    gatewayCores: 2,
    gateways: 2,
    tracesEach: 150_000,
    gigabytesEach: 2 ** 20 * (50 + 600) / 1e9,
    megabytesPerSecond: 15,
    keptSpansPerSecond: 600,
  });
});

Deno.test("deriveSizes() takes as many gateways of four cores as it needs", () => {
  const { gateways, tracesEach } = deriveSizes(makeReport(), 300_000);
  deepEqual([gateways, tracesEach], [5, 600_000]);
});
