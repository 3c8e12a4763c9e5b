import type { TimeRange } from "../../contract/mod.ts";
import { storedTime } from "../index/stored_time.ts";

/** The ends of a stretch of time, as columns have them. */
export interface StoredRange {
  readonly from: bigint;
  readonly to: bigint;
}

/** @throws {SyntaxError} If an end is not nanoseconds in decimal digits. */
export function storedRange({ from, to }: TimeRange = {}): StoredRange {
  return {
    from: from === undefined ? 0n : parseUnixNano(from),
    to: to === undefined ? storedTime(2n ** 64n) : parseUnixNano(to),
  };
}

function parseUnixNano(text: string): bigint {
  if (!/^\d{1,20}$/.test(text)) {
    throw new SyntaxError("Cannot read a time: it is not nanoseconds in decimal digits");
  }
  return storedTime(BigInt(text));
}
