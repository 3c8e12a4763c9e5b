import { formatNumber } from "./format_number.ts";

/** How often in a second, or in the unit that gives at least one: `3.13/min`. */
export function formatRate(perSecond: number): string {
  if (!Number.isFinite(perSecond)) return "–";
  for (const [seconds, unit] of [[1, "s"], [60, "min"]] as const) {
    const rate = perSecond * seconds;
    if (rate >= 1) return `${formatNumber(Number(rate.toPrecision(3)))}/${unit}`;
  }
  return `${formatNumber(Number((perSecond * 3600).toPrecision(3)))}/h`;
}
