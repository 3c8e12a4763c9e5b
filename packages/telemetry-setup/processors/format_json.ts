import { Buffer } from "node:buffer";

const INDENT = "    ";
// Deeper values are cut: nobody reads them on a console, and recursion must end before the stack.
const MAX_DEPTH = 64;
// DEL, the C1 controls (U+009B starts an escape sequence), line separators and the characters that
// reorder a line: JSON allows them, but a terminal obeys them.
const TERMINAL_CONTROLS = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Writes any value as indented JSON that always parses, and never throws.
 *
 * Where JSON has no form for a value, this one is used:
 *
 * - `bigint`: its digits as a number. They are exact in the text; `JSON.parse` rounds those above
 *   2^53.
 * - `NaN`, `Infinity`, `-Infinity`: strings of that name, as in the JSON form of OTLP.
 * - bytes (`Uint8Array`): base64.
 * - `undefined`, functions, symbols: `null`.
 * - a value inside itself: `"[Circular]"`; below 64 levels: `"[Truncated]"`; one that throws when
 *   it is read: `"[Unreadable]"`.
 *
 * Other objects are their own enumerable properties: `toJSON` is not called.
 *
 * @param value What to write.
 * @returns The text, indented by four spaces a level, without a final newline.
 *
 * @example Values that `JSON.stringify` refuses or changes
 * ```ts
 * import { equal } from "node:assert/strict";
 *
 * const nanos = 1_795_368_010_406_164_606n;
 * equal(
 *   formatJson({ nanos, ratio: NaN, bytes: new Uint8Array([1]) }),
 *   `{
 *     "nanos": 1795368010406164606,
 *     "ratio": "NaN",
 *     "bytes": "AQ=="
 * }`,
 * );
 * ```
 */
export function formatJson(value: unknown): string {
  return write(value, []);
}

function write(value: unknown, ancestors: object[]): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
      return Number.isFinite(value) ? String(value) : `"${value}"`;
    case "boolean":
    case "bigint":
      return String(value);
    case "object":
      return value === null ? "null" : writeObject(value, ancestors);
    default:
      return "null";
  }
}

function writeObject(value: object, ancestors: object[]): string {
  if (ancestors.includes(value)) return `"[Circular]"`;
  if (ancestors.length >= MAX_DEPTH) return `"[Truncated]"`;
  ancestors.push(value);
  try {
    if (value instanceof Uint8Array) return quote(Buffer.from(value).toString("base64"));
    if (Array.isArray(value)) {
      return enclose("[]", Array.from(value, (item) => write(item, ancestors)), ancestors.length);
    }
    const members = Object.keys(value).map((key) =>
      `${quote(key)}: ${write((value as Record<string, unknown>)[key], ancestors)}`
    );
    return enclose("{}", members, ancestors.length);
  } catch {
    // A getter or a proxy of the application's that throws.
    return `"[Unreadable]"`;
  } finally {
    ancestors.pop();
  }
}

function enclose(brackets: "[]" | "{}", parts: readonly string[], level: number): string {
  if (parts.length === 0) return brackets;
  const separator = `\n${INDENT.repeat(level)}`;
  const body = parts.join(`,${separator}`);
  return `${brackets[0]}${separator}${body}\n${INDENT.repeat(level - 1)}${brackets[1]}`;
}

function quote(text: string): string {
  return JSON.stringify(text).replace(
    TERMINAL_CONTROLS,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
