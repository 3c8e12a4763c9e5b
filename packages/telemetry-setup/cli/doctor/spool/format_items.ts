import type { Signal } from "../../../transports/transport.ts";

const NAMES = { traces: "span", metrics: "data point", logs: "log record" } as const;

/**
 * Says how many items there are of a signal.
 *
 * @example Usage
 * ```ts
 * import { formatItems } from "./format_items.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(formatItems("logs", 1), "1 log record");
 * assert.equal(formatItems("traces", 512), "512 spans");
 * ```
 */
export function formatItems(signal: Signal, itemCount: number): string {
  return `${itemCount} ${NAMES[signal]}${itemCount === 1 ? "" : "s"}`;
}
