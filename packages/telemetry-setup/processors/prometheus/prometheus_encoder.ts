import {
  DataPointType,
  type MetricData,
  type ResourceMetrics,
  type ScopeMetrics,
} from "@opentelemetry/sdk-metrics";
import type { Encoder } from "../encoder.ts";
import { exemplarsOf } from "../exemplar.ts";
import { formatExemplar } from "./format_exemplar.ts";
import { formatHistogram } from "./format_histogram.ts";
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
  /** Whether the format is OpenMetrics, version 1.0.0, which has exemplars. @default false */
  readonly openMetrics?: boolean;
  /** Told of a metric that is left out, and why. @default nobody */
  readonly onDrop?: (name: string, reason: string) => void;
}

interface Family {
  readonly type: "counter" | "gauge" | "histogram" | "info" | "unknown";
  help: string;
  samples: string;
}

const DEFAULT_TRANSLATION: NameTranslation = { escape: true, suffixes: true };

/**
 * Makes the encoder for Prometheus's text format, or OpenMetrics. It needs cumulative metrics. Left
 * out are exponential histograms, which neither can say, and a metric whose name another one has
 * with another type, as scrapers refuse that.
 *
 * @returns An encoder whose `encode` is never `undefined`: a scrape is answered in any case.
 * @see {@link https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#otlp-metric-points-to-prometheus}
 * @see {@link https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format}
 * @see {@link https://prometheus.io/docs/specs/om/open_metrics_spec/}
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
    openMetrics = false,
    onDrop = () => {},
  } = options;
  const textEncoder = new TextEncoder();

  function encode(collections: readonly ResourceMetrics[]): Uint8Array {
    const families = new Map<string, Family>();
    for (const { resource, scopeMetrics } of collections) {
      if (targetInfo && Object.keys(resource.attributes).length > 0) {
        const labels = toLabels(resource.attributes, translation);
        families.set(openMetrics ? "target" : "target_info", {
          type: openMetrics ? "info" : "gauge",
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
    const text = Array.from(families, ([name, family]) => formatFamily(name, family, openMetrics));
    return textEncoder.encode(text.join("") + (openMetrics ? "# EOF\n" : ""));
  }

  function addMetric(families: Map<string, Family>, metric: MetricData, shared: Labels): void {
    if (metric.dataPoints.length === 0) return;
    const kind = toType(metric);
    if (kind === undefined) {
      return onDrop(metric.descriptor.name, "Prometheus's text format has no such histograms");
    }
    const name = translateMetricName(metric, translation);
    const { description } = metric.descriptor;
    // In OpenMetrics a counter is called what stands before _total; without that it is none.
    const isUnknown = openMetrics && kind === "counter" && !name.endsWith("_total");
    const type = isUnknown ? "unknown" : kind;
    const key = openMetrics && type === "counter" ? name.slice(0, -"_total".length) : name;
    const family = families.get(key) ?? { type, help: description, samples: "" };
    if (family.type !== type) {
      return onDrop(metric.descriptor.name, `there is a ${family.type} with the name ${name}`);
    }
    family.help ||= description;
    family.samples += formatPoints(name, metric, { shared, hasExemplars: type === "counter" });
    families.set(key, family);
  }

  function formatPoints(
    name: string,
    metric: MetricData,
    { shared, hasExemplars }: { readonly shared: Labels; readonly hasExemplars: boolean },
  ): string {
    if (metric.dataPointType === DataPointType.EXPONENTIAL_HISTOGRAM) return "";
    let samples = "";
    for (const point of metric.dataPoints) {
      const { attributes, value } = point;
      const labels = new Map([...toLabels(attributes, translation), ...shared]);
      const exemplars = openMetrics ? exemplarsOf(point) : [];
      if (typeof value !== "number") {
        samples += formatHistogram(name, value, { labels, exemplars, openMetrics });
        continue;
      }
      const exemplar = hasExemplars ? exemplars.at(-1) : undefined;
      const sample = formatSample(name, labels, value);
      samples += exemplar === undefined
        ? sample
        : `${sample.slice(0, -1)}${formatExemplar(exemplar)}\n`;
    }
    return samples;
  }

  const format = openMetrics
    ? "application/openmetrics-text; version=1.0.0"
    : `text/plain; version=${translation.escape ? "0.0.4" : "1.0.0"}`;
  const contentType = `${format}; charset=utf-8${
    translation.escape ? "" : "; escaping=allow-utf-8"
  }`;
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

function formatFamily(
  name: string,
  { type, help, samples }: Family,
  openMetrics: boolean,
): string {
  const shown = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) ? name : JSON.stringify(name);
  const escaped = help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  const text = openMetrics ? escaped.replaceAll('"', '\\"') : escaped;
  return `${help === "" ? "" : `# HELP ${shown} ${text}\n`}# TYPE ${shown} ${type}\n${samples}`;
}
