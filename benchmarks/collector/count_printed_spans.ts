/**
 * Adds up the spans that a Collector's debug exporter has printed with the verbosity `basic`.
 *
 * @example
 * ```ts
 * import { countPrintedSpans } from "./count_printed_spans.ts";
 * import { equal } from "node:assert/strict";
 *
 * const line = 'info Traces {"resource spans": 1, "spans": 12}\n';
 * equal(countPrintedSpans(line + line), 24);
 * ```
 */
export function countPrintedSpans(output: string): number {
  return [...output.matchAll(/"spans": (\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
}
