import {
  DataPointType,
  type Histogram,
  type MetricData,
  type ResourceMetrics,
  type ScopeMetrics,
} from "@opentelemetry/sdk-metrics";
import type { Encoder } from "../encoder.ts";
import { formatSample } from "./format_sample.ts";
import { matchesPatterns, type NamePatterns } from "./matches_patterns.ts";
import { type Labels, toLabels } from "./to_labels.ts";
import { type NameTranslation, translateMetricName } from "./translate_metric_name.ts";

/** Options of {@linkcode createPrometheusEncoder}. */
export interface PrometheusEncoderOptions {
  /** @default escaped, with suffixes */
  readonly translation?: NameTranslation;
  /** Whether each sample is labelled with its instrumentation scope. @default true */
  readonly scopeLabels?: boolean;
  /** Whether `target_info` shows the resource. @default true */
  readonly targetInfo?: boolean;
  /** Resource attributes that each sample is labelled with. @default none */
  readonly resourceLabels?: NamePatterns;
  /** Told of a metric that is left out, and why. @default nobody */
  readonly onDrop?: (name: string, reason: string) => void;
}

interface Family {
  readonly type: "counter" | "gauge" | "histogram";
  help: string;
  samples: string;
}

const DEFAULT_TRANSLATION: NameTranslation = { escape: true, suffixes: true };

/**
 * Makes the encoder for Prometheus's text format. It needs cumulative metrics. Left out are
 * exponential histograms, which the format cannot say, and a metric whose name another one has
 * with another type, as scrapers refuse that.
 *
 * @returns An encoder whose `encode` is never `undefined`: a scrape is answered in any case.
 * @see {@link https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#otlp-metric-points-to-prometheus}
 * @see {@link https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format}
 *
 * @example The resource
 * ```ts
 * import { resourceFromAttributes } from "@opentelemetry/resources";
 * import { match } from "node:assert/strict";
 *
 * const resource = resourceFromAttributes({ "service.name": "dice-server" });
 * const bytes = createPrometheusEncoder().encode([{ resource, scopeMetrics: [] }]);
 * match(new TextDecoder().decode(bytes), /^target_info\{service_name="dice-server"\} 1$/m);
 * ```
 */
export function createPrometheusEncoder(
  options: PrometheusEncoderOptions = {},
): Encoder<ResourceMetrics> {
  const {
    translation = DEFAULT_TRANSLATION,
    scopeLabels = true,
    targetInfo = true,
    resourceLabels,
    onDrop = () => {},
  } = options;
  const textEncoder = new TextEncoder();

  function encode(collections: readonly ResourceMetrics[]): Uint8Array {
    const families = new Map<string, Family>();
    for (const { resource, scopeMetrics } of collections) {
      if (targetInfo && Object.keys(resource.attributes).length > 0) {
        const labels = toLabels(resource.attributes, translation);
        families.set("target_info", {
          type: "gauge",
          help: "Target metadata",
          samples: formatSample("target_info", labels, 1),
        });
      }
      const common = resourceLabels === undefined ? {} : Object.fromEntries(
        Object.entries(resource.attributes).filter(([name]) =>
          matchesPatterns(name, resourceLabels)
        ),
      );
      for (const { scope, metrics } of scopeMetrics) {
        const shared = toLabels({ ...common, ...scopeLabels && describeScope(scope) }, translation);
        for (const metric of metrics) addMetric(families, metric, shared);
      }
    }
    return textEncoder.encode([...families].map(formatFamily).join(""));
  }

  function addMetric(families: Map<string, Family>, metric: MetricData, shared: Labels): void {
    if (metric.dataPoints.length === 0) return;
    const type = toType(metric);
    if (type === undefined) {
      return onDrop(metric.descriptor.name, "Prometheus's text format has no such histograms");
    }
    const name = translateMetricName(metric, translation);
    const { description } = metric.descriptor;
    const family = families.get(name) ?? { type, help: description, samples: "" };
    if (family.type !== type) {
      return onDrop(metric.descriptor.name, `there is a ${family.type} with the name ${name}`);
    }
    family.help ||= description;
    family.samples += formatPoints(name, metric, shared);
    families.set(name, family);
  }

  function formatPoints(name: string, metric: MetricData, shared: Labels): string {
    if (metric.dataPointType === DataPointType.EXPONENTIAL_HISTOGRAM) return "";
    let samples = "";
    for (const { attributes, value } of metric.dataPoints) {
      const labels = new Map([...toLabels(attributes, translation), ...shared]);
      samples += typeof value === "number"
        ? formatSample(name, labels, value)
        : formatHistogram(name, labels, value);
    }
    return samples;
  }

  const contentType = translation.escape
    ? "text/plain; version=0.0.4; charset=utf-8"
    : "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8";
  return { contentType, encode };
}

function toType(metric: MetricData): Family["type"] | undefined {
  switch (metric.dataPointType) {
    case DataPointType.SUM:
      return metric.isMonotonic ? "counter" : "gauge";
    case DataPointType.GAUGE:
      return "gauge";
    case DataPointType.HISTOGRAM:
      return "histogram";
    case DataPointType.EXPONENTIAL_HISTOGRAM:
      return undefined;
  }
}

function describeScope({ name, version, schemaUrl }: ScopeMetrics["scope"]) {
  return {
    "otel_scope_name": name,
    ...(version ? { "otel_scope_version": version } : {}),
    ...(schemaUrl ? { "otel_scope_schema_url": schemaUrl } : {}),
  };
}

function formatHistogram(name: string, labels: Map<string, string>, value: Histogram): string {
  // A label of this name is the format's own.
  labels.delete("le");
  const { boundaries, counts } = value.buckets;
  let samples = "";
  let cumulative = 0;
  boundaries.forEach((boundary, index) => {
    if (boundary === Infinity) return;
    cumulative += counts[index] ?? 0;
    samples += formatSample(
      `${name}_bucket`,
      new Map([...labels, ["le", String(boundary)]]),
      cumulative,
    );
  });
  samples += formatSample(`${name}_bucket`, new Map([...labels, ["le", "+Inf"]]), value.count);
  // To Prometheus a sum is a counter; one that can fall would look like a restart.
  if (value.sum !== undefined && !((value.min ?? 0) < 0)) {
    samples += formatSample(`${name}_sum`, labels, value.sum);
  }
  return samples + formatSample(`${name}_count`, labels, value.count);
}

function formatFamily([name, { type, help, samples }]: [string, Family]): string {
  const shown = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) ? name : JSON.stringify(name);
  const text = help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  return `${help === "" ? "" : `# HELP ${shown} ${text}\n`}# TYPE ${shown} ${type}\n${samples}`;
}
