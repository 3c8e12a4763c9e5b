const NANOS_PER_SECOND = 1_000_000_000n;

/** A point in time as Go writes it: `2026-11-22 17:20:23.441241678 +0000 UTC`. */
export function formatTimestamp(unixNano: bigint): string {
  const nanos = BigInt.asIntN(64, unixNano);
  const fraction = (nanos % NANOS_PER_SECOND + NANOS_PER_SECOND) % NANOS_PER_SECOND;
  const seconds = (nanos - fraction) / NANOS_PER_SECOND;
  const [date, time] = new Date(Number(seconds) * 1000).toISOString().split(/[T.]/);
  const digits = String(fraction).padStart(9, "0").replace(/0+$/, "");
  return `${date} ${time}${digits === "" ? "" : `.${digits}`} +0000 UTC`;
}
