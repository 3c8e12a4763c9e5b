import type { Exemplar } from "../exemplar.ts";
import { formatSample } from "./format_sample.ts";
import { toLabels } from "./to_labels.ts";

/** How long names and values of an exemplar's labels may be together, in characters. */
const MAX_LABELS_LENGTH = 128;

/**
 * An exemplar as OpenMetrics has it behind a sample: ids, then attributes that the sample's labels
 * lack, as far as the format has room for them, then value and time.
 *
 * @returns Text to be put between a sample and the end of its line.
 * @see {@link https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#exemplars-1}
 * @see {@link https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars}
 *
 * @example Usage
 * ```ts
 * import { equal } from "node:assert/strict";
 *
 * const time = [1_795_368_010, 407_000_000] as [number, number];
 * const text = formatExemplar({ value: 3, time, filteredAttributes: { player: "ann" } });
 * equal(text, ' # {player="ann"} 3 1795368010.407');
 * ```
 */
export function formatExemplar(
  { value, time, filteredAttributes, traceId, spanId }: Exemplar,
): string {
  const labels = new Map<string, string>();
  if (traceId !== undefined) labels.set("trace_id", traceId);
  if (spanId !== undefined) labels.set("span_id", spanId);
  let room = MAX_LABELS_LENGTH - lengthOf([...labels].flat());
  for (const [name, text] of toLabels(filteredAttributes, { escape: true })) {
    const length = lengthOf([name, text]);
    if (labels.has(name) || length > room) continue;
    labels.set(name, text);
    room -= length;
  }
  const [seconds, nanos] = time;
  const fraction = String(nanos).padStart(9, "0").replace(/0+$/, "");
  const timestamp = fraction === "" ? `${seconds}` : `${seconds}.${fraction}`;
  // The same as a sample, but for its name, and braces also where there is nothing in them.
  const sample = formatSample("x", labels, value).slice(1, -1);
  return ` # ${labels.size === 0 ? "{}" : ""}${sample} ${timestamp}`;
}

/** In characters, of which a pair of surrogates is one. */
function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Array.from(text).length, 0);
}
