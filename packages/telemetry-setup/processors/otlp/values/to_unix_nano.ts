// Hot path: runs for every time of every exported record.
import type { HrTime } from "@opentelemetry/api";
import type { Repairs } from "./repairs.ts";

const NANOS_PER_SECOND = 1_000_000_000n;
const MAX_UINT64 = 2n ** 64n - 1n;

// The times of a batch are mostly within one second.
let lastSeconds = 0;
let lastNanos = 0n;

/**
 * Turns a time of the SDK into nanoseconds since 1970-01-01 UTC. One that is no time becomes 0, which
 * OTLP calls unknown, and is counted.
 */
export function toUnixNano(time: HrTime | undefined, repairs: Repairs): bigint {
  const seconds = time?.[0];
  const nanos = time?.[1];
  if (!Number.isFinite(seconds) || !Number.isFinite(nanos)) return unknown(repairs);
  if (seconds !== lastSeconds) {
    lastNanos = BigInt(Math.trunc(seconds!)) * NANOS_PER_SECOND;
    lastSeconds = seconds!;
  }
  const unixNano = lastNanos + BigInt(Math.trunc(nanos!));
  return unixNano >= 0n && unixNano <= MAX_UINT64 ? unixNano : unknown(repairs);
}

function unknown(repairs: Repairs): bigint {
  repairs.count++;
  return 0n;
}
