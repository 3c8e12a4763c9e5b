import type { TimeRange } from "../../contract/values.ts";
import { parseDuration } from "../model/format/parse_duration.ts";
import { param } from "./router.ts";

/** Stretches of time up to now that can be chosen, by their parameter. */
export const RANGES: readonly { readonly value: string; readonly label: string }[] = [
  { value: "", label: "All time" },
  { value: "5min", label: "Last 5 min" },
  { value: "15min", label: "Last 15 min" },
  { value: "1h", label: "Last hour" },
  { value: "6h", label: "Last 6 h" },
  { value: "24h", label: "Last 24 h" },
];

/** The stretch of time in the address: `from` and `to`, or `range` up to now. */
export function timeRange(now = Date.now()): TimeRange {
  const range = param("range");
  const nano = range === undefined ? undefined : parseDuration(range);
  if (nano !== undefined) {
    return { from: (BigInt(now) * 1_000_000n - BigInt(nano)).toString() };
  }
  const from = digits(param("from"));
  const to = digits(param("to"));
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function digits(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{1,20}$/.test(text) ? text : undefined;
}
