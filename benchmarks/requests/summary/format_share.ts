/**
 * Formats a share of what another variant adds: `1/8.0` for an eighth, `1.2×` where it is more.
 *
 * @param digits Behind the point. @default {1}
 */
export function formatShare(share: number, digits = 1): string {
  if (share <= 0) return "0";
  return share < 1 ? `1/${(1 / share).toFixed(digits)}` : `${share.toFixed(digits)}×`;
}
