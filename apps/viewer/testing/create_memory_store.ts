import type {
  ExportSelection,
  JsonResource,
  JsonScope,
  Run,
  StoreChange,
  StoreStats,
  TelemetryStore,
} from "../contract/mod.ts";
import { findLogs } from "./memory/find_logs.ts";
import { findTraces } from "./memory/find_traces.ts";
import { flattenLogs } from "./memory/flatten_logs.ts";
import { flattenMetrics } from "./memory/flatten_metrics.ts";
import { flattenTraces } from "./memory/flatten_traces.ts";
import { getMetric } from "./memory/get_metric.ts";
import { getServices, routesOf } from "./memory/get_services.ts";
import { listMetrics } from "./memory/list_metrics.ts";
import type { StoredLog, StoredMetric, StoredSpan } from "./memory/stored_items.ts";

/**
 * A store for tests, in arrays: slow, unbounded and gone with the process. It is made for a few
 * thousand spans.
 */
export function createMemoryStore(): TelemetryStore {
  const spans: StoredSpan[] = [];
  const logs: StoredLog[] = [];
  const metrics: StoredMetric[] = [];
  const given = new Map<string, { name?: string; pinned?: boolean }>();
  const listeners = new Set<(change: StoreChange) => void>();
  let lastLogId = 0;

  const stats = (): StoreStats => ({
    spans: spans.length,
    logs: logs.length,
    metricPoints: metrics.reduce((sum, { points }) => sum + points.length, 0),
    traces: new Set(spans.map(({ traceId }) => traceId)).size,
    bytes: [...spans, ...logs, ...metrics].reduce((sum, { line }) => sum + line.length, 0),
    dropped: 0,
  });
  const tell = (change: Partial<StoreChange>) => {
    const whole = { spans: 0, logs: 0, metricPoints: 0, traceIds: [], ...change, stats: stats() };
    for (const listener of listeners) listener(whole);
    return Promise.resolve({ rejectedCount: 0, message: "" });
  };
  const listRuns = (): Run[] => {
    const ids = new Set([...spans, ...logs, ...metrics].map(({ run }) => run).filter(Boolean));
    return [...ids].map((id): Run => {
      const own = (one: { readonly run: string }) => one.run === id;
      const times = [
        ...spans.filter(own).map(({ span }) => span.startTimeUnixNano),
        ...logs.filter(own).map(({ log }) => log.timeUnixNano),
        ...metrics.filter(own).flatMap(({ points }) => points.map((point) => point.timeUnixNano)),
      ].sort();
      const points = metrics.filter(own).reduce((sum, { points }) => sum + points.length, 0);
      return {
        id,
        ...(given.get(id)?.name === undefined ? {} : { name: given.get(id)!.name! }),
        pinned: given.get(id)?.pinned ?? false,
        services: [
          ...new Set([...spans, ...logs, ...metrics].filter(own).map((one) => one.service)),
        ],
        firstUnixNano: times[0]!,
        lastUnixNano: times.at(-1)!,
        spanCount: spans.filter(own).length,
        errorCount: spans.filter(own).filter(({ span }) => span.status.code === 2).length,
        logCount: logs.filter(own).length,
        pointCount: points,
      };
    }).sort((a, b) => b.firstUnixNano.localeCompare(a.firstUnixNano));
  };
  const findRun = (id: string) => listRuns().find((run) => run.id === id);

  return {
    writeTraces(data) {
      const added = flattenTraces(data);
      for (const one of added) spans.push(one);
      const traceIds = [...new Set(added.map(({ traceId }) => traceId))].slice(0, 100);
      return tell({ spans: added.length, traceIds });
    },
    writeMetrics(data) {
      const added = flattenMetrics(data);
      for (const one of added) metrics.push(one);
      return tell({ metricPoints: added.reduce((sum, { points }) => sum + points.length, 0) });
    },
    writeLogs(data) {
      const added = flattenLogs(data, lastLogId + 1);
      lastLogId += added.length;
      for (const one of added) logs.push(one);
      return tell({ logs: added.length });
    },
    findTraces: (query) => Promise.resolve(findTraces({ spans, logs }, query)),
    getTrace(traceId) {
      const members = spans.filter((one) => one.traceId === traceId);
      if (members.length === 0) return Promise.resolve(undefined);
      const resources: JsonResource[] = [];
      const scopes: JsonScope[] = [];
      return Promise.resolve({
        traceId,
        resources,
        scopes,
        spans: members.map(({ span, resource, scope }) => ({
          ...span,
          resource: indexOf(resources, resource),
          scope: indexOf(scopes, scope),
        })).sort((a, b) => Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano))),
        logs: logs.map(({ log }) => log).filter((log) => log.traceId === traceId)
          .sort((a, b) => Number(BigInt(a.timeUnixNano) - BigInt(b.timeUnixNano))),
      });
    },
    findLogs: (query) => Promise.resolve(findLogs(logs, query)),
    listMetrics: (range = {}) => Promise.resolve(listMetrics(metrics, range)),
    getMetric: (query) => Promise.resolve(getMetric(metrics, query)),
    getServices: (range = {}) => Promise.resolve(getServices({ spans, logs, metrics }, range)),
    listRuns: () => Promise.resolve(listRuns()),
    updateRun(id, change) {
      if (findRun(id) !== undefined) given.set(id, { ...given.get(id), ...change });
      return Promise.resolve(findRun(id));
    },
    compareRuns(before, after) {
      const [first, second] = [findRun(before), findRun(after)];
      if (first === undefined || second === undefined) return Promise.resolve(undefined);
      const figures = (id: string) =>
        new Map(
          routesOf(spans.filter(({ run }) => run === id))
            .map((figure) => [JSON.stringify([figure.service, figure.route]), figure]),
        );
      const [old, fresh] = [figures(before), figures(after)];
      const routes = [...new Set([...old.keys(), ...fresh.keys()])].map((key) => {
        const [service, route] = JSON.parse(key) as [string, string];
        const sides = { before: old.get(key), after: fresh.get(key) };
        return {
          service,
          route,
          ...(sides.before && { before: sides.before }),
          ...(sides.after && { after: sides.after }),
        };
      });
      return Promise.resolve({ before: first, after: second, routes });
    },
    stats: () => Promise.resolve(stats()),
    export: (selection) => exportLines({ spans, logs, metrics }, selection),
    clear() {
      for (const list of [spans, logs, metrics]) list.length = 0;
      given.clear();
      return tell({}).then(() => {});
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      return Promise.resolve();
    },
  };
}

function indexOf<T>(list: T[], item: T): number {
  const text = JSON.stringify(item);
  const index = list.findIndex((one) => JSON.stringify(one) === text);
  return index === -1 ? list.push(item) - 1 : index;
}

async function* exportLines(
  { spans, logs, metrics }: {
    readonly spans: readonly StoredSpan[];
    readonly logs: readonly StoredLog[];
    readonly metrics: readonly StoredMetric[];
  },
  selection: ExportSelection,
): AsyncIterable<string> {
  const { kind } = selection;
  const ids = kind === "subtree" ? below(spans, selection) : undefined;
  const chosen = (run: string, traceId: string, spanId: string) =>
    kind === "all" || (kind === "run" && run === selection.run) ||
    (kind === "trace" && traceId === selection.traceId) ||
    (kind === "subtree" && traceId === selection.traceId && ids!.has(spanId));
  for (const { run, traceId, span, line } of spans) {
    if (chosen(run, traceId, span.spanId)) yield line;
  }
  for (const { run, log, line } of logs) if (chosen(run, log.traceId, log.spanId)) yield line;
  for (const { run, line } of metrics) if (chosen(run, "", "")) yield line;
}

function below(
  spans: readonly StoredSpan[],
  { traceId, spanId }: { readonly traceId: string; readonly spanId: string },
): Set<string> {
  const members = spans.filter((one) => one.traceId === traceId).map(({ span }) => span);
  const ids = new Set([spanId]);
  for (let size = 0; size !== ids.size;) {
    size = ids.size;
    for (const span of members) if (ids.has(span.parentSpanId)) ids.add(span.spanId);
  }
  return ids;
}
