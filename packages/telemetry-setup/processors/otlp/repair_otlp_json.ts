const INT64_LIMIT = 2 ** 63;

// Inside a JSON text every quotation mark is escaped, so these patterns match field names only.
const MISSING_NUMBER = /"(doubleValue|asDouble|sum|min|max)":null/g;
const LARGE_INTEGER = /"(intValue|asInt)":(-?(?:\d{19,}|\d(?:\.\d+)?e\+\d+))/g;

/**
 * Corrects the numbers in an OTLP/JSON request that the npm serializers write in a form that
 * receivers refuse together with the whole request:
 *
 * - `NaN` and the infinities come out as `null`: they become `"NaN"`.
 * - whole numbers beyond 64 bits come out as integers: they become doubles.
 *
 * @param request The request as the serializer wrote it, in UTF-8.
 * @returns The same bytes where nothing is to be corrected, else new ones.
 * @see {@link https://protobuf.dev/programming-guides/json/ | ProtoJSON}
 *
 * @example An attribute that is not a number
 * ```ts
 * import { equal } from "node:assert/strict";
 *
 * const request = new TextEncoder().encode('{"key":"ratio","value":{"doubleValue":null}}');
 * equal(
 *   new TextDecoder().decode(repairOtlpJson(request)),
 *   '{"key":"ratio","value":{"doubleValue":"NaN"}}',
 * );
 * ```
 */
export function repairOtlpJson(request: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(request);
  const repaired = text
    .replace(MISSING_NUMBER, `"$1":"NaN"`)
    .replace(LARGE_INTEGER, (match, field: string, digits: string) => {
      const value = Number(digits);
      // -(2 ** 63) itself would fit, but JavaScript writes it as -9223372036854776000.
      if (Math.abs(value) < INT64_LIMIT) return match;
      return `"${field === "asInt" ? "asDouble" : "doubleValue"}":${digits}`;
    });
  return repaired === text ? request : new TextEncoder().encode(repaired);
}
