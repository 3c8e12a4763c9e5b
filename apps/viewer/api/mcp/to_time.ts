import type { UnixNano } from "../../contract/mod.ts";

/** A point in time by ISO 8601, in UTC and to the millisecond. */
export function toTime(nano: UnixNano): string {
  return new Date(Number(BigInt(nano) / 1_000_000n)).toISOString();
}

/** Milliseconds, to the microsecond. */
export function toMillis(nano: number | bigint): number {
  return Math.round(Number(nano) / 1000) / 1000;
}
