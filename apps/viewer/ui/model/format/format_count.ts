const PLAIN = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** A count with separators. */
export function formatCount(count: number): string {
  return PLAIN.format(count);
}
