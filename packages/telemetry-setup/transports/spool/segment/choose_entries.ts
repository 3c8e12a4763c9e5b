import type { ReadLimits } from "../../queue/payload_log.ts";
import type { SegmentEntry } from "./scan_segment.ts";

/**
 * Which entries are taken together: as many with the same label as the limits allow, at least one.
 *
 * @returns Where they end.
 */
export function chooseEntries(
  entries: readonly SegmentEntry[],
  start: number,
  { maxItems, maxBytes }: ReadLimits,
): number {
  const { label } = entries[start]!;
  let [items, bytes, end] = [0, 0, start];
  for (; end < entries.length; end++) {
    const entry = entries[end]!;
    items += entry.itemCount;
    bytes += entry.payloadBytes;
    const isTooMuch = items > maxItems || bytes > maxBytes || entry.label !== label;
    if (isTooMuch && end > start) break;
  }
  return end;
}
