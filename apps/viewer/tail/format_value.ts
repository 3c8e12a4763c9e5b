import type { JsonAttribute, JsonValue, UnixNano } from "../contract/mod.ts";
import { plainValue } from "../api/data/plain_value.ts";
import { escapeText } from "./escape_text.ts";

/** A value in a line of text. */
export function formatValue(value: JsonValue): string {
  const plain = plainValue(value);
  return escapeText(typeof plain === "string" ? plain : JSON.stringify(plain));
}

/** `key=value key=value`. */
export function formatAttributes(attributes: readonly JsonAttribute[]): string {
  return attributes.map(({ key, value }) => `${escapeText(key, 100)}=${formatValue(value)}`)
    .join(" ");
}

/** The time of day here, to the millisecond. */
export function formatTime(nano: UnixNano): string {
  const date = new Date(Number(BigInt(nano) / 1_000_000n));
  const digits = (value: number, length = 2) => String(value).padStart(length, "0");
  return `${digits(date.getHours())}:${digits(date.getMinutes())}:${digits(date.getSeconds())}.${
    digits(date.getMilliseconds(), 3)
  }`;
}

/** A duration in the unit that leaves one to three digits before the point. */
export function formatDuration(nano: number): string {
  const [unit, size] = ([["s", 1e9], ["ms", 1e6], ["µs", 1e3]] as const)
    .find(([, size]) => nano >= size) ?? ["ns", 1];
  return `${Number((nano / size).toPrecision(3))} ${unit}`;
}
