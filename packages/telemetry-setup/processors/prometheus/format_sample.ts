import type { Labels } from "./to_labels.ts";

const PLAIN_METRIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const PLAIN_LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * One line of Prometheus's text format: a metric's name, its labels, a value. Names beyond the
 * plain ones stand in quotation marks, which only version 1.0.0 of the format knows.
 *
 * @see {@link https://prometheus.io/docs/instrumenting/exposition_formats/#comments-help-text-and-type-information}
 *
 * @example Usage
 * ```ts
 * import { equal } from "node:assert/strict";
 *
 * equal(formatSample("rolls_total", new Map([["player", 'J"org']]), 3), 'rolls_total{player="J\\"org"} 3\n');
 * ```
 */
export function formatSample(name: string, labels: Labels, value: number): string {
  const isPlain = PLAIN_METRIC_NAME.test(name);
  const parts = isPlain ? [] : [quote(name)];
  for (const [label, text] of labels) {
    parts.push(`${PLAIN_LABEL_NAME.test(label) ? label : quote(label)}=${quote(text)}`);
  }
  const braces = parts.length === 0 ? "" : `{${parts.join(",")}}`;
  return `${isPlain ? name : ""}${braces} ${formatNumber(value)}\n`;
}

function quote(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `"${escaped}"`;
}

function formatNumber(value: number): string {
  if (value === Infinity) return "+Inf";
  return value === -Infinity ? "-Inf" : String(value);
}
