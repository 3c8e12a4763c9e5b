import type { SizingReport } from "../sizing_report.ts";

/** A run in round numbers. */
export function makeReport(): SizingReport {
  const subject = (name: string, cpuMillis: number) => ({
    name,
    spans: 100_000,
    cpuMillis,
    idleMegabytes: 50,
    peakMegabytes: 150,
  });
  return {
    date: "2030-01-02",
    facts: { processor: "one of a test", cores: 2 },
    load: { spansPerSecond: 5_000, bytesPerSpan: 250, seconds: 20 },
    decisionWaitSeconds: 10,
    keptSpans: 1_000,
    agent: subject("agent", 1_000),
    gateway: subject("gateway", 2_000),
    secure: subject("secure", 4_000),
  };
}
