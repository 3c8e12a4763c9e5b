const MAX_INTEGER = 2n ** 63n - 1n;

/** Returns a point in time as a column can hold it: what is later than the year 2262 is that. */
export function storedTime(time: bigint): bigint {
  return time > MAX_INTEGER ? MAX_INTEGER : time;
}

/** Returns how long it is from `start` to `end` in nanoseconds, as a safe integer, at least 0. */
export function durationNano(start: bigint, end: bigint): number {
  return end <= start ? 0 : Math.min(Number(end - start), Number.MAX_SAFE_INTEGER);
}
