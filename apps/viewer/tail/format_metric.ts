import type { MetricPoint, MetricSeries, MetricSummary } from "../contract/mod.ts";
import { escapeText } from "./escape_text.ts";
import { formatAttributes, formatTime } from "./format_value.ts";
import type { TextStyle } from "./text_style.ts";

/** The last point of a series in a line; nothing where nothing was added or measured. */
export function formatMetric(
  { name, unit, service }: MetricSummary,
  { series, style }: { readonly series: MetricSeries; readonly style: TextStyle },
): string | undefined {
  const point = series.points.at(-1);
  if (point === undefined || point.count === 0) return undefined;
  if (point.rate !== undefined && point.value === 0) return undefined;
  const attributes = formatAttributes(series.attributes);
  const parts = [
    style.dim(formatTime(point.timeUnixNano)),
    style.dim(escapeText(service, 100)),
    style.bold(escapeText(name, 200)),
    attributes === "" ? "" : style.dim(`{${attributes}}`),
    describePoint(point, escapeText(unit, 30)),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function describePoint(point: MetricPoint, unit: string): string {
  const number = (value: number) => String(Number(value.toPrecision(4)));
  if (point.count !== undefined) {
    const quantiles = (["p50", "p90", "p99"] as const).flatMap((name) => {
      const value = point[name];
      return value === undefined ? [] : [`${name} ${number(value)}`];
    });
    return [`${number(point.count)} times`, ...quantiles].join(", ") + ` ${unit}`.trimEnd();
  }
  const value = `${point.rate === undefined ? "" : "+"}${number(point.value ?? 0)} ${unit}`
    .trimEnd();
  return point.rate === undefined ? value : `${value} (${number(point.rate)}/s)`;
}
