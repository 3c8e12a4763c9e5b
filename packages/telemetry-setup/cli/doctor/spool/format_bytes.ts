const UNITS = ["kB", "MB", "GB", "TB"] as const;

/**
 * Says how large something is, in thousands.
 *
 * @example Usage
 * ```ts
 * import { formatBytes } from "./format_bytes.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(formatBytes(999), "999 bytes");
 * assert.equal(formatBytes(1_234_567), "1.2 MB");
 * ```
 */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, "bytes"];
  for (const next of UNITS) {
    if (value < 999.5) break;
    [value, unit] = [value / 1000, next];
  }
  return `${unit === "bytes" || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${unit}`;
}
