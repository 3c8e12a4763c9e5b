import { formatCount } from "./format_count.ts";

/** A count with its noun: `1 span`, `2,000 spans`. */
export function formatItems(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}
