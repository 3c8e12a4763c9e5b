import { DataPointType, type MetricData } from "@opentelemetry/sdk-metrics";
import { sanitizeName } from "./sanitize_name.ts";
import { translateUnit } from "./translate_unit.ts";

/** How names become Prometheus's own, as the configuration's `translation_strategy` has it. */
export interface NameTranslation {
  /** Whether only letters, digits, `_` and, in metrics, `:` are left. */
  readonly escape: boolean;
  /** Whether unit and type stand at the end of a metric's name. */
  readonly suffixes: boolean;
}

/**
 * The name of a metric in Prometheus: with its unit behind it, and `_total` behind that of a
 * counter.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-metadata-1}
 *
 * @example A histogram of seconds
 * ```ts
 * import { DataPointType } from "@opentelemetry/sdk-metrics";
 * import { equal } from "node:assert/strict";
 *
 * const name = translateMetricName({
 *   descriptor: { name: "http.server.request.duration", description: "", unit: "s", valueType: 1 },
 *   dataPointType: DataPointType.HISTOGRAM,
 * }, { escape: true, suffixes: true });
 * equal(name, "http_server_request_duration_seconds");
 * ```
 */
export function translateMetricName(
  metric: Pick<MetricData, "descriptor" | "dataPointType"> & { readonly isMonotonic?: boolean },
  { escape, suffixes }: NameTranslation,
): string {
  const { name, unit } = metric.descriptor;
  const escaped = escape ? sanitizeName(name, { colons: true }) : name;
  if (!suffixes) return escaped;

  const isCounter = metric.dataPointType === DataPointType.SUM && metric.isMonotonic === true;
  const base = isCounter ? escaped.replace(/_total$/, "") : escaped;
  const unitSuffix = translateUnit(unit, {
    // Counters of things often have the unit 1, and are no ratios.
    ratio: metric.dataPointType === DataPointType.GAUGE,
  });
  const withUnit = unitSuffix === "" || containsWords(base, unitSuffix)
    ? base
    : `${base}_${unitSuffix}`;
  return isCounter ? `${withUnit}_total` : withUnit;
}

function containsWords(name: string, words: string): boolean {
  return `_${name}_`.replaceAll(".", "_").includes(`_${words}_`);
}
