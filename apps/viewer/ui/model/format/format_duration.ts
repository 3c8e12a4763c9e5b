const UNITS = [
  { nano: 3_600e9, name: "h" },
  { nano: 60e9, name: "min" },
  { nano: 1e9, name: "s" },
  { nano: 1e6, name: "ms" },
  { nano: 1e3, name: "µs" },
] as const;

/** Three digits and a unit: `1.24 ms`. `nano` are nanoseconds. */
export function formatDuration(nano: number): string {
  if (!Number.isFinite(nano)) return "–";
  const size = Math.abs(nano);
  for (const { nano: unit, name } of UNITS) {
    // From where three digits would round up to the unit.
    if (size >= unit * 0.9995) return `${threeDigits(nano / unit)} ${name}`;
  }
  return `${Math.round(nano)} ns`;
}

function threeDigits(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}
