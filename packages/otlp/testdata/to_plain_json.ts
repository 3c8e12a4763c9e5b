/**
 * Turns what JSON has no form for into what ProtoJSON has instead, without knowing the protocol:
 * integers of 64 bits, -0 and doubles that are no numbers into strings, bytes into base64.
 *
 * Also needed to compare records: to `deepEqual`, Deno's as of 2.9, 0 and -0 are the same.
 */
export function toPlainJson(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value instanceof Uint8Array) return value.toBase64();
  if (Array.isArray(value)) return value.map(toPlainJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlainJson(item)]));
}
