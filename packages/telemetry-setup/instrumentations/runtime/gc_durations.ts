import { diag } from "@opentelemetry/api";
import process from "node:process";

/** The kinds of garbage collection that the conventions name. */
export type GcType = "major" | "minor" | "incremental" | "weakcb";

/** What `GCProfiler` of `node:v8` tells of one garbage collection. */
export interface GcStatistic {
  readonly gcType: string;
  /** In nanoseconds. */
  readonly cost: number;
}

/** The part of `GCProfiler` of `node:v8` that is used. */
export interface GcProfiler {
  start(): void;
  stop(): { readonly statistics: readonly GcStatistic[] } | undefined;
}

const TYPES: ReadonlyMap<string, GcType> = new Map([
  ["Scavenge", "minor"],
  ["MinorMarkSweep", "minor"],
  ["MinorMarkCompact", "minor"],
  ["MarkSweepCompact", "major"],
  ["IncrementalMarking", "incremental"],
  ["ProcessWeakCallbacks", "weakcb"],
]);

/** Observes garbage collections. */
export interface GcDurations extends Disposable {
  /** Records what was collected since the last call. It begins to observe with the first call. */
  drain(): void;
}

/**
 * Observes garbage collections through `GCProfiler` of `node:v8`; the `gc` entries of
 * `PerformanceObserver` never come on Deno 2.9. The profiler holds what it has seen until it is
 * asked, so {@linkcode GcDurations.drain} has to be called once in a while.
 *
 * @param record Is told each duration, in seconds.
 */
export function observeGcDurations(
  record: (seconds: number, type: GcType) => void,
  { createProfiler = createV8Profiler }: { readonly createProfiler?: () => GcProfiler } = {},
): GcDurations {
  let profiler: GcProfiler | undefined;
  let failed = false;
  function drain(): void {
    const statistics = profiler?.stop()?.statistics ?? [];
    profiler ??= createProfiler();
    profiler.start();
    for (const { gcType, cost } of statistics) {
      const type = TYPES.get(gcType);
      if (type !== undefined) record(cost / 1e9, type);
    }
  }
  return {
    drain() {
      if (failed) return;
      try {
        drain();
      } catch (error) {
        // A timer calls this: what it throws would end the application.
        failed = true;
        diag.debug("Cannot observe garbage collections", error);
      }
    },
    [Symbol.dispose]() {
      profiler?.stop();
      profiler = undefined;
    },
  };
}

/** Not imported: to load `node:v8` takes some milliseconds, which would delay the start. */
function createV8Profiler(): GcProfiler {
  const v8 = process.getBuiltinModule("node:v8") as unknown as { GCProfiler: new () => GcProfiler };
  return new v8.GCProfiler();
}
