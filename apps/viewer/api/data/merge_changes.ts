import type { StoreChange } from "../../contract/mod.ts";

const MAX_TRACES = 100;

/** Two changes as one, for who was too slow to be told of the first. */
export function mergeChanges(first: StoreChange, second: StoreChange): StoreChange {
  return {
    spans: first.spans + second.spans,
    logs: first.logs + second.logs,
    metricPoints: first.metricPoints + second.metricPoints,
    // The newest are what a live list shows.
    traceIds: [...new Set([...second.traceIds, ...first.traceIds])].slice(0, MAX_TRACES),
    stats: second.stats,
  };
}
