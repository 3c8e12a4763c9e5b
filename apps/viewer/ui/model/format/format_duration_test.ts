import { equal } from "node:assert/strict";
import { formatDuration } from "./format_duration.ts";
import { parseDuration } from "./parse_duration.ts";

for (
  const [nano, text] of [
    [0, "0 ns"],
    [999, "999 ns"],
    [1000, "1.00 µs"],
    [999_900, "1.00 ms"],
    [12_345_678, "12.3 ms"],
    [99_960_000, "100 ms"],
    [1_500_000_000, "1.50 s"],
    [90e9, "1.50 min"],
    [7_200e9, "2.00 h"],
    [NaN, "–"],
  ] as const
) {
  Deno.test(`formatDuration() writes ${text}, when it lasts ${nano} ns`, () => {
    equal(formatDuration(nano), text);
  });
}

for (
  const [text, nano] of [
    ["10ms", 10_000_000],
    ["1.5s", 1_500_000_000],
    ["250us", 250_000],
    ["3", 3_000_000],
    ["15min", 900e9],
    ["ten", undefined],
    ["5 parsecs", undefined],
  ] as const
) {
  Deno.test(`parseDuration() reads ${nano} ns, when the text is ${text}`, () => {
    equal(parseDuration(text), nano);
  });
}
