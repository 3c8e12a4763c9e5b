import type { HrTime } from "@opentelemetry/api";
import { deepEqual, equal } from "node:assert/strict";
import { toUnixNano } from "./to_unix_nano.ts";

Deno.test("toUnixNano() is exact to the nanosecond", () => {
  const repairs = { count: 0 };
  const times: readonly HrTime[] = [
    [1_795_368_010, 407_427_123],
    [1_795_368_010, 999_999_999],
    [1_795_368_011, 0],
    [0, 1],
    [18_446_744_073, 709_551_615],
    // Some clocks have fractions of a nanosecond.
    [1_795_368_010, 0.75],
  ];
  deepEqual(times.map((time) => toUnixNano(time, repairs)), [
    1_795_368_010_407_427_123n,
    1_795_368_010_999_999_999n,
    1_795_368_011_000_000_000n,
    1n,
    2n ** 64n - 1n,
    1_795_368_010_000_000_000n,
  ]);
  equal(repairs.count, 0);
});

Deno.test("toUnixNano() is unknown, and counted, when the time is none", () => {
  const repairs = { count: 0 };
  const times = [[NaN, 0], [0, NaN], [Infinity, 0], [-1, 0], [2 ** 40, 0], [], undefined, ["1", 2]];
  for (const time of times) equal(toUnixNano(time as HrTime | undefined, repairs), 0n);
  equal(repairs.count, times.length);
});
