import type { Attributes } from "@opentelemetry/api";

/** Attributes of plain kinds: texts of many lengths, some not ASCII, and numbers of all sizes. */
export function diverseAttributes(): Attributes {
  const attributes: Attributes = { "Würfel": "🎲", long: "x".repeat(200), half: "\ud83c" };
  for (let length = 0; length < 140; length += 7) {
    attributes[`k${"e".repeat(length)}`] = "v".repeat(length);
  }
  for (const number of [0, -1, 1.5, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 63, NaN]) {
    attributes[`n${number}`] = number;
  }
  return attributes;
}
