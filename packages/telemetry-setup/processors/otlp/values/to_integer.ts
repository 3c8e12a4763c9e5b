// Hot path: runs for every count of every exported record.
import type { Repairs } from "./repairs.ts";

/** Returns an unsigned integer of 32 bits; 0 for `undefined`, and, counted, for what is none. */
export function toUint32(value: number | undefined, repairs: Repairs): number {
  if (value === undefined || value >>> 0 === value) return value ?? 0;
  repairs.count++;
  return 0;
}

/** Returns a signed integer of 32 bits; 0 for `undefined`, and, counted, for what is none. */
export function toInt32(value: number | undefined, repairs: Repairs): number {
  if (value === undefined || (value | 0) === value) return value ?? 0;
  repairs.count++;
  return 0;
}

/** Returns how often something was; 0, counted, for what no number of times is. */
export function toCount(value: number, repairs: Repairs): number {
  if (value >= 0 && Number.isSafeInteger(value)) return value;
  repairs.count++;
  return 0;
}
