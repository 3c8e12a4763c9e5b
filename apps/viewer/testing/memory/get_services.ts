import type { RouteFigures, ServiceCall, ServiceOverview, TimeRange } from "../../contract/mod.ts";
import { routeOf } from "./find_traces.ts";
import type { StoredLog, StoredMetric, StoredSpan } from "./stored_items.ts";

/** Rate, errors and durations by route, and which service calls which. */
export function getServices(
  { spans, logs, metrics }: {
    readonly spans: readonly StoredSpan[];
    readonly logs: readonly StoredLog[];
    readonly metrics: readonly StoredMetric[];
  },
  { from = "0", to = String(2n ** 63n), run }: TimeRange & { readonly run?: string },
): ServiceOverview {
  const chosen = spans.filter((one) =>
    (run ?? one.run) === one.run && BigInt(one.span.startTimeUnixNano) >= BigInt(from) &&
    BigInt(one.span.startTimeUnixNano) <= BigInt(to)
  );
  const names = new Set([...chosen, ...logs, ...metrics].map(({ service }) => service));
  return {
    services: [...names].sort().map((name) => {
      const own = ({ service }: { readonly service: string }) => service === name;
      const language = spans.find(own)?.resource.attributes
        .find(({ key }) => key === "telemetry.sdk.language")?.value.stringValue;
      return {
        name,
        ...(language === undefined ? {} : { language }),
        spanCount: chosen.filter(own).length,
        logCount: logs.filter(own).length,
        metricCount: new Set(metrics.filter(own).map(({ name }) => name)).size,
      };
    }),
    routes: routesOf(chosen.filter(hasEnded)),
    calls: callsOf(chosen.filter(hasEnded)),
  };
}

/** How long a span takes that is still open is not known. */
function hasEnded({ span }: StoredSpan): boolean {
  return span.endTimeUnixNano !== "0";
}

/** Figures of each route that answers requests or messages. */
export function routesOf(spans: readonly StoredSpan[]): RouteFigures[] {
  const groups = Map.groupBy(
    spans.filter(({ span }) => span.kind === 2 || span.kind === 5),
    (one) => JSON.stringify([one.service, routeOf(one) ?? one.span.name, one.span.kind]),
  );
  return [...groups].map(([key, members]) => {
    const [service, route, kind] = JSON.parse(key) as [string, string, number];
    const starts = members.map(({ span }) => Number(span.startTimeUnixNano) / 1e9);
    const seconds = Math.max(...starts) - Math.min(...starts);
    const durations = durationsOf(members);
    return {
      service,
      route,
      kind,
      count: members.length,
      errorCount: members.filter(({ span }) => span.status.code === 2).length,
      perSecond: seconds === 0 ? members.length : members.length / seconds,
      p50Nano: at(durations, 0.5),
      p95Nano: at(durations, 0.95),
      p99Nano: at(durations, 0.99),
    };
  }).sort((a, b) => b.count - a.count);
}

function callsOf(spans: readonly StoredSpan[]): ServiceCall[] {
  const byId = new Map(spans.map((one) => [`${one.traceId} ${one.span.spanId}`, one]));
  const groups = new Map<string, StoredSpan[]>();
  for (const one of spans) {
    const parent = byId.get(`${one.traceId} ${one.span.parentSpanId}`);
    if (parent === undefined || parent.service === one.service) continue;
    const key = JSON.stringify([parent.service, one.service]);
    groups.set(key, [...groups.get(key) ?? [], one]);
  }
  return [...groups].map(([key, members]) => {
    const [from, to] = JSON.parse(key) as [string, string];
    return {
      from,
      to,
      count: members.length,
      errorCount: members.filter(({ span }) => span.status.code === 2).length,
      p95Nano: at(durationsOf(members), 0.95),
    };
  });
}

function durationsOf(spans: readonly StoredSpan[]): number[] {
  return spans.map(({ span }) =>
    Math.max(0, Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)))
  ).sort((a, b) => a - b);
}

function at(sorted: readonly number[], quantile: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? 0;
}
