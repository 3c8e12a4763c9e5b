import { formatBytes } from "./format_bytes.ts";
import { formatDuration } from "./format_duration.ts";
import { formatNumber } from "./format_number.ts";

/** Nanoseconds of the units of time. */
const TIMES: ReadonlyMap<string, number> = new Map([
  ["s", 1e9],
  ["ms", 1e6],
  ["us", 1e3],
  ["ns", 1],
]);

/**
 * A metric's value with its unit, times and bytes in the unit that fits.
 *
 * @see https://ucum.org/ucum
 */
export function formatMeasure(value: number, unit: string): string {
  if (!Number.isFinite(value)) return "–";
  const nano = TIMES.get(unit);
  if (nano !== undefined) return value === 0 ? "0" : formatDuration(value * nano);
  if (unit === "By") return formatBytes(value);
  if (unit === "By/s") return `${formatBytes(value)}/s`;
  if (unit === "1" || unit === "" || unit.startsWith("{")) return formatNumber(value);
  return `${formatNumber(value)}${unit.startsWith("/") ? "" : " "}${unit}`;
}
