import type { Measured } from "../measure_variant.ts";
import type { Rounds } from "../summary/rounds.ts";

/** A round in which each request cost so many microseconds. */
export function makeMeasured(cpuMicros: number, figures: Partial<Measured> = {}): Measured {
  return {
    startMillis: 30,
    saturation: { requestsPerSecond: 1e6 / cpuMicros, cpuMicros },
    fixed: {
      load: { requests: 100, p50: 0.2, p99: 0.5, max: 2, lateP99: 0.1, mostUnderWay: 3 },
      cpuMicros: cpuMicros * 2,
    },
    requests: 1000,
    items: {
      serverSpans: 1000,
      rollSpans: 1000,
      logs: 1000,
      rolls: 1000,
      durations: 1000,
      exemplars: 0,
      serverAttributes: 12,
    },
    bytes: 600_000,
    lost: 0,
    memory: { peakMegabytes: 120, megabytes: 100 },
    ...figures,
  };
}

/** Rounds by what a request cost in them, in microseconds. */
export function makeRounds(costs: Readonly<Record<string, readonly number[]>>): Rounds {
  return Object.fromEntries(
    Object.entries(costs).map(([id, micros]) => [id, micros.map((one) => makeMeasured(one))]),
  );
}
