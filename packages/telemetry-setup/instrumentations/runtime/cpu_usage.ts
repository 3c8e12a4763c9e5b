/** What a process has used of its processors, in seconds. */
export interface CpuTimes {
  readonly user: number;
  readonly system: number;
}

/** One measurement of the processors' use. */
export interface CpuUsage {
  /** In all. */
  readonly time: CpuTimes;
  /** Since the last measurement, as a share of what all processors could have done. */
  readonly utilization: CpuTimes | undefined;
}

/** Where the figures come from. */
export interface CpuSource {
  /** Used so far, in microseconds. */
  readonly used: () => CpuTimes;
  /** Milliseconds since the process began. */
  readonly now: () => number;
  /** Processors that the process may use. */
  readonly processors: number;
}

/**
 * Measures the use of processors. The first share is that since the process began; there is none
 * where no time has gone by.
 *
 * @example Usage
 * ```ts
 * import { createCpuMeter } from "./cpu_usage.ts";
 * import assert from "node:assert/strict";
 *
 * const used = () => ({ user: 500_000, system: 100_000 });
 * const measure = createCpuMeter({ used, now: () => 1000, processors: 2 });
 * assert.deepEqual(measure(), {
 *   time: { user: 0.5, system: 0.1 },
 *   utilization: { user: 0.25, system: 0.05 },
 * });
 * ```
 */
export function createCpuMeter({ used, now, processors }: CpuSource): () => CpuUsage {
  let before = { user: 0, system: 0, at: 0 };
  return () => {
    const { user, system } = used();
    const time = { user: user / 1e6, system: system / 1e6 };
    const at = now() / 1000;
    const capacity = (at - before.at) * processors;
    const share = (mode: keyof CpuTimes) => Math.max(0, time[mode] - before[mode]) / capacity;
    const utilization = capacity > 0 ? { user: share("user"), system: share("system") } : undefined;
    before = { ...time, at };
    return { time, utilization };
  };
}
