import type {
  AnyValue,
  KeyValue,
  LogsData,
  Metric,
  MetricsData,
  TracesData,
} from "@otel-deno/otlp";
import { type Place, REGISTRY, type Registry } from "./registry.ts";

/** What was sent, decoded. */
export interface SentTelemetry {
  readonly traces: readonly TracesData[];
  readonly metrics: readonly MetricsData[];
  readonly logs: readonly LogsData[];
}

/**
 * Lists what was sent and is in no table, or is not what the table says it is: names of metrics and
 * attributes, units, instruments and types of values.
 *
 * @returns One line for each, sorted.
 *
 * @example Usage
 * ```ts
 * import { findUnregistered } from "./find_unregistered.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(findUnregistered({ traces: [], metrics: [], logs: [] }), []);
 * ```
 */
export function findUnregistered(
  { traces, metrics, logs }: SentTelemetry,
  registry: Registry = REGISTRY,
): readonly string[] {
  const problems = new Set<string>();
  const check = (place: Place, pairs: readonly KeyValue[] = []) => {
    for (const { key, value } of pairs) {
      const problem = problemOf(key, { value, place, registry });
      if (problem !== undefined) problems.add(`${place} attribute ${key}: ${problem}`);
    }
  };
  for (const { resource, scopeSpans } of traces.flatMap(({ resourceSpans }) => resourceSpans)) {
    check("resource", resource?.attributes);
    for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
      check("span", span.attributes);
      for (const part of [...span.events, ...span.links]) check("span", part.attributes);
    }
  }
  for (const { resource, scopeLogs } of logs.flatMap(({ resourceLogs }) => resourceLogs)) {
    check("resource", resource?.attributes);
    for (const record of scopeLogs.flatMap(({ logRecords }) => logRecords)) {
      check("log", record.attributes);
    }
  }
  for (const { resource, scopeMetrics } of metrics.flatMap((data) => data.resourceMetrics)) {
    check("resource", resource?.attributes);
    for (const metric of scopeMetrics.flatMap((scope) => scope.metrics)) {
      for (const problem of problemsOfMetric(metric, registry)) problems.add(problem);
      for (const { attributes } of pointsOf(metric)) check("metric", attributes);
    }
  }
  return [...problems].sort();
}

function problemOf(
  key: string,
  { value, place, registry }: {
    readonly value: AnyValue | undefined;
    readonly place: Place;
    readonly registry: Registry;
  },
): string | undefined {
  const [, family] =
    /^(http\.(?:request|response)\.header|diagnostics_channel\.message)\./.exec(key) ?? [];
  const registered = registry.attributes[family ?? key];
  if (registered === undefined) return "in no table";
  if (registered.where?.includes(place) === false) return `only for ${registered.where.join()}`;
  const type = registered.type.replace("template of ", "");
  const actual = typeOf(value);
  return type === "any" || actual === type ? undefined : `${actual}, not ${type}`;
}

const TYPES = {
  stringValue: "string",
  intValue: "int",
  doubleValue: "double",
  boolValue: "boolean",
} as const;

function typeOf(value: AnyValue = {}): string {
  if (value.arrayValue) {
    return [...new Set(value.arrayValue.values.map((item) => `${typeOf(item)}[]`))].join();
  }
  for (const [key, type] of Object.entries(TYPES)) if (key in value) return type;
  return Object.keys(value).join();
}

function pointsOf({ gauge, sum, histogram, exponentialHistogram, summary }: Metric) {
  return [gauge, sum, histogram, exponentialHistogram, summary]
    .flatMap((data) => [...data?.dataPoints ?? []] as readonly PointWithValue[]);
}

interface PointWithValue {
  readonly attributes: readonly KeyValue[];
  readonly asInt?: bigint;
  readonly asDouble?: number;
}

function* problemsOfMetric(metric: Metric, registry: Registry): Generator<string> {
  const registered = registry.metrics[metric.name];
  if (registered === undefined) return yield `metric ${metric.name}: in no table`;
  const differ = (what: string, actual: string, expected = actual) =>
    actual === expected ? [] : [`metric ${metric.name}: ${what} ${actual}, not ${expected}`];
  yield* differ("unit", metric.unit, registered.unit);
  yield* differ("instrument", instrumentOf(metric), registered.instrument);
  for (const { attributes, asInt, asDouble } of pointsOf(metric)) {
    if (asInt !== undefined) yield* differ("value", "int", registered.value);
    if (asDouble !== undefined) yield* differ("value", "double", registered.value);
    for (const { key } of attributes) {
      if (!registered.attributes.includes(key)) {
        yield `metric ${metric.name}: has ${key}, which it should not have`;
      }
    }
  }
}

function instrumentOf({ gauge, sum, histogram, exponentialHistogram }: Metric): string {
  if (gauge) return "gauge";
  if (sum) return sum.isMonotonic ? "counter" : "updowncounter";
  return histogram || exponentialHistogram ? "histogram" : "summary";
}
