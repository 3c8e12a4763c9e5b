import { equal } from "node:assert/strict";
import { formatTime } from "./format_time.ts";

Deno.test("formatTime() keeps nine decimals, when the time has nanoseconds", () => {
  equal(formatTime([1_795_368_010, 407_427_123]), "2026-11-22T17:20:10.407427123Z");
  equal(formatTime([1_795_368_010, 1]), "2026-11-22T17:20:10.000000001Z");
  equal(formatTime([1_795_368_010, 999_999_999]), "2026-11-22T17:20:10.999999999Z");
  equal(formatTime([1_795_368_010, 407_427_120]), "2026-11-22T17:20:10.407427120Z");
});

Deno.test("formatTime() writes six decimals, when the time is whole microseconds", () => {
  equal(formatTime([1_795_368_010, 407_427_000]), "2026-11-22T17:20:10.407427Z");
  equal(formatTime([1_795_368_010, 407_000_000]), "2026-11-22T17:20:10.407000Z");
  equal(formatTime([1_795_368_010, 0]), "2026-11-22T17:20:10.000000Z");
  equal(formatTime([0, 0]), "1970-01-01T00:00:00.000000Z");
});

Deno.test("formatTime() carries into the seconds, when the nanoseconds are out of range", () => {
  equal(formatTime([1_795_368_010, 1_000_000_001]), "2026-11-22T17:20:11.000000001Z");
  equal(formatTime([-1, -500_000_000]), "1969-12-31T23:59:58.500000Z");
  equal(formatTime([0, -1]), "1969-12-31T23:59:59.999999999Z");
});

Deno.test("formatTime() cuts fractions of a nanosecond", () => {
  equal(formatTime([1_795_368_010, 407_427_123.9]), "2026-11-22T17:20:10.407427123Z");
});

Deno.test("formatTime() returns null, when the time is no date", () => {
  equal(formatTime([NaN, NaN]), null);
  equal(formatTime([0, Infinity]), null);
  equal(formatTime([Infinity, 0]), null);
  equal(formatTime([1e300, 0]), null);
});
