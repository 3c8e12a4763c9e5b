/** Nanoseconds of `10ms`, `1.5s`, `250us`; a bare number is milliseconds. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(ns|us|µs|ms|s|m|min|h)?$/.exec(text.trim());
  if (match === null) return undefined;
  const factors: Record<string, number> = {
    ns: 1,
    us: 1e3,
    "µs": 1e3,
    ms: 1e6,
    s: 1e9,
    m: 60e9,
    min: 60e9,
    h: 3_600e9,
  };
  return Math.round(Number(match[1]) * factors[match[2] ?? "ms"]!);
}
