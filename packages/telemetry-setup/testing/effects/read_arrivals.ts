import {
  decodeLogs,
  decodeMetrics,
  decodeTraces,
  type KeyValue,
  type Resource,
} from "../../../otlp/mod.ts";
import type { AnyValue, Metric } from "../../../otlp/mod.ts";
import type { Signal } from "../../transports/transport.ts";
import type {
  Observation,
  ObservedLogRecord,
  ObservedMetric,
  ObservedRequest,
  ObservedSpan,
  Plain,
  PlainAttributes,
} from "./observation.ts";
import type { Arrival } from "./start_effect_receivers.ts";

/** What the requests of a run hold. */
export type ReadArrivals = Pick<
  Observation,
  "requests" | "spans" | "metrics" | "logRecords" | "resource" | "entities"
>;

/** The number of the kind SERVER. */
const SERVER = 2;
const KINDS = ["gauge", "sum", "histogram", "exponentialHistogram"] as const;

/**
 * Reads what arrived, with the decoder of the package otlp.
 *
 * @param early How many of each receiver's requests arrived while the application was held; not given
 *   as long as it is.
 */
export function readArrivals(
  arrivals: readonly Arrival[],
  early?: ReadonlyMap<string, number>,
): ReadArrivals {
  const requests: ObservedRequest[] = [];
  const spans: ObservedSpan[] = [];
  const metrics: ObservedMetric[] = [];
  const logRecords: ObservedLogRecord[] = [];
  const resources: Resource[] = [];
  const counts = new Map<string, number>();

  for (const { at, path, headers, compressed, payload } of arrivals) {
    const encoding = headers["content-type"]?.startsWith("application/json") ? "json" : "protobuf";
    const signal = signalOf(path);
    let items = 0;
    switch (signal) {
      case "traces":
        for (const { resource, scopeSpans } of decodeTraces(payload, encoding).resourceSpans) {
          if (resource !== undefined) resources.push(resource);
          const found = scopeSpans.flatMap(({ scope, spans }) =>
            spans.map((span) => ({ scope: scope?.name ?? "", ...span }))
          );
          items += found.length;
          spans.push(...found.map(({ scope, name, kind, attributes, events, links }) => ({
            name,
            scope,
            isServer: kind === SERVER,
            attributes: toPlain(attributes),
            events: events.map(({ attributes }) => toPlain(attributes)),
            links: links.map(({ attributes }) => toPlain(attributes)),
          })));
        }
        break;
      case "metrics":
        for (const { resource, scopeMetrics } of decodeMetrics(payload, encoding).resourceMetrics) {
          if (resource !== undefined) resources.push(resource);
          const found = scopeMetrics.flatMap(({ metrics }) => metrics);
          items += found.length;
          metrics.push(...found.map(readMetric));
        }
        break;
      case "logs":
        for (const { resource, scopeLogs } of decodeLogs(payload, encoding).resourceLogs) {
          if (resource !== undefined) resources.push(resource);
          const found = scopeLogs.flatMap(({ scope, logRecords }) =>
            logRecords.map((record) => ({ scope: scope?.name ?? "", ...record }))
          );
          items += found.length;
          logRecords.push(...found.map(({ scope, eventName, body, attributes }) => ({
            scope,
            eventName,
            body: body === undefined ? undefined : plainValue(body),
            attributes: toPlain(attributes),
          })));
        }
    }
    const count = counts.get(at) ?? 0;
    counts.set(at, count + 1);
    const isEarly = early === undefined || count < (early.get(at) ?? 0);
    requests.push({ at, path, headers, compressed, signal, items, early: isEarly });
  }
  const [resource] = resources;
  return {
    requests,
    spans,
    metrics,
    logRecords,
    resource: toPlain(resource?.attributes ?? []),
    entities: (resource?.entityRefs ?? []).map(({ type, idKeys }) => `${type}{${idKeys.join()}}`),
  };
}

function signalOf(path: string): Signal | undefined {
  if (/traces$|TraceService/.test(path)) return "traces";
  if (/metrics$|MetricsService/.test(path)) return "metrics";
  return /logs$|LogsService/.test(path) ? "logs" : undefined;
}

function readMetric(metric: Metric): ObservedMetric {
  const kind = KINDS.find((kind) => metric[kind] !== undefined) ?? "gauge";
  const { aggregationTemporality = 0 } = kind === "gauge" ? {} : metric[kind] ?? {};
  const points = metric[kind]?.dataPoints ?? [];
  return {
    name: metric.name,
    kind,
    temporality: aggregationTemporality,
    exemplars: points.flatMap(({ exemplars }) => exemplars.map(({ traceId }) => traceId)),
  };
}

function toPlain(attributes: readonly KeyValue[]): PlainAttributes {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plainValue(value)]));
}

function plainValue(value: AnyValue | undefined): Plain {
  if (value?.arrayValue !== undefined) return value.arrayValue.values.map(plainValue);
  if (value?.kvlistValue !== undefined) return toPlain(value.kvlistValue.values);
  if (value?.intValue !== undefined) return Number(value.intValue);
  return value?.stringValue ?? value?.boolValue ?? value?.doubleValue;
}
