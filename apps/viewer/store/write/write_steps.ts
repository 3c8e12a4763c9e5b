import type { LogsData, MetricsData, TracesData } from "@otel-deno/otlp";
import { pointsOfMetric } from "./points_of_metric.ts";
import { writeLogs } from "./write_logs.ts";
import { writePoints } from "./write_points.ts";
import { writeSpans } from "./write_spans.ts";
import type { WriteState } from "./write_state.ts";

/** So many items are written in one step, which takes a few milliseconds. */
const STEP = 256;

/** What is to be written. */
export type Written =
  | { readonly kind: "traces"; readonly data: TracesData }
  | { readonly kind: "metrics"; readonly data: MetricsData }
  | { readonly kind: "logs"; readonly data: LogsData };

/** How many items were written, and how many could not be. */
export interface WrittenCounts {
  items: number;
  rejected: number;
  /** At most 100 traces that have new spans. */
  readonly traceIds: readonly string[];
}

const MAX_TRACE_IDS = 100;

interface Counts {
  items: number;
  rejected: number;
}

/**
 * Writes something step by step; between two of them, a transaction may end.
 *
 * @param state Returns what is remembered now.
 */
export function* writeSteps(
  written: Written,
  state: () => WriteState,
): Generator<void, WrittenCounts> {
  const traceIds = new Set<string>();
  const counts = { items: 0, rejected: 0 };
  switch (written.kind) {
    case "traces":
      yield* traceSteps(written.data, state, { counts, traceIds });
      break;
    case "metrics":
      yield* metricSteps(written.data, state, counts);
      break;
    case "logs":
      yield* logSteps(written.data, state, counts);
  }
  return { ...counts, traceIds: [...traceIds] };
}

function* traceSteps(
  { resourceSpans }: TracesData,
  state: () => WriteState,
  { counts, traceIds }: { readonly counts: Counts; readonly traceIds: Set<string> },
): Generator<void> {
  for (const ofResource of resourceSpans) {
    for (const ofScope of ofResource.scopeSpans) {
      for (const spans of steps(ofScope.spans)) {
        const source = state().sources.find(ofResource, ofScope);
        const rejected = writeSpans(state(), source, spans);
        counts.rejected += rejected;
        counts.items += spans.length - rejected;
        for (const { traceId } of spans) {
          if (traceIds.size >= MAX_TRACE_IDS) break;
          traceIds.add(traceId);
        }
        yield;
      }
    }
  }
}

function* logSteps(
  { resourceLogs }: LogsData,
  state: () => WriteState,
  counts: Counts,
): Generator<void> {
  for (const ofResource of resourceLogs) {
    for (const ofScope of ofResource.scopeLogs) {
      for (const records of steps(ofScope.logRecords)) {
        writeLogs(state(), state().sources.find(ofResource, ofScope), records);
        counts.items += records.length;
        yield;
      }
    }
  }
}

function* metricSteps(
  { resourceMetrics }: MetricsData,
  state: () => WriteState,
  counts: Counts,
): Generator<void> {
  for (const ofResource of resourceMetrics) {
    for (const ofScope of ofResource.scopeMetrics) {
      for (const metric of ofScope.metrics) {
        const points = pointsOfMetric(metric);
        for (const part of steps(points?.points ?? [])) {
          const source = state().sources.find(ofResource, ofScope).id;
          writePoints(state(), { metric, points: points!, source }, part);
          counts.items += part.length;
          yield;
        }
      }
    }
  }
}

function* steps<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length <= STEP) {
    if (items.length > 0) yield items;
    return;
  }
  for (let start = 0; start < items.length; start += STEP) yield items.slice(start, start + STEP);
}
