import type { Attributes } from "@opentelemetry/api";
import { sanitizeName } from "./sanitize_name.ts";

/** Labels of a sample; each name is there once. */
export type Labels = ReadonlyMap<string, string>;

/**
 * Makes labels of attributes. Where two attributes become the same label, it has both values, in
 * the order of the attributes' names, with a semicolon between.
 *
 * @param escape Whether names are made such that every Prometheus takes them.
 * @see {@link https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-attributes}
 *
 * @example Two attributes, one label
 * ```ts
 * import { deepEqual } from "node:assert/strict";
 *
 * const labels = toLabels({ "roll.value": 4, "roll_value": "four" }, { escape: true });
 * deepEqual([...labels], [["roll_value", "4;four"]]);
 * ```
 */
export function toLabels(
  attributes: Attributes,
  { escape }: { readonly escape: boolean },
): Labels {
  const labels = new Map<string, string>();
  for (const key of Object.keys(attributes).sort()) {
    const value = attributes[key];
    if (value === undefined || value === null) continue;
    const name = escape ? sanitizeName(key) : key;
    const text = typeof value === "object" ? JSON.stringify(value) : String(value);
    const other = labels.get(name);
    labels.set(name, other === undefined ? text : `${other};${text}`);
  }
  return labels;
}
