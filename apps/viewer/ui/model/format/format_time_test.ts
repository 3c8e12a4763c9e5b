import { equal } from "node:assert/strict";
import { formatTime } from "./format_time.ts";

const NANO = "1700000000123456789";

Deno.test("formatTime() keeps the nanoseconds that a number cannot hold", () => {
  equal(formatTime(NANO, { utc: true, digits: 9 }), "22:13:20.123456789");
  equal(formatTime(NANO, { utc: true, day: true, digits: 0 }), "2023-11-14 22:13:20");
});

Deno.test("formatTime() differs from UTC by the zone of the machine, when local time is asked for", () => {
  const offset = new Date(1_700_000_000_000).getTimezoneOffset() * 60_000_000_000;
  equal(
    formatTime(NANO, { utc: false, day: true }),
    formatTime(BigInt(NANO) - BigInt(offset), { utc: true, day: true }),
  );
});

Deno.test("formatTime() writes a dash, when no calendar has the time", () => {
  equal(formatTime("18446744073709551615000000", { utc: true }), "–");
});
