// Hot path: runs for every attribute whose value is not a string, number or boolean.
import type { AnyValue } from "@opentelemetry/api";
import type { AnyValue as OtlpValue, Encodable } from "@otel-deno/otlp";
import type { Repairs } from "../../processors/otlp/values/repairs.ts";
import { toAnyValue } from "../../processors/otlp/values/to_any_value.ts";

/**
 * Makes a value of any kind one that the SDK takes, and never throws. It is a copy: what the
 * application does with its own later changes nothing.
 *
 * What OTLP has a form for becomes that, by the same rules as when it is sent: `Map`s become maps,
 * sets lists, errors and dates text. What has none is replaced and counted. The SDK itself would
 * drop all of these, call getters that throw, and recurse until the stack ends.
 *
 * Two things have a form in OTLP, but not in the SDK, and are counted, too: a `bigint` beyond
 * ±2^53 becomes its digits, and the members `constructor` and `__proto__` of a map are renamed.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/common/#mapping-arbitrary-data-to-otlp-anyvalue}
 *
 * @example
 * ```ts
 * import { deepEqual } from "node:assert/strict";
 * import { repairValue } from "./repair_value.ts";
 *
 * const repairs = { count: 0 };
 * deepEqual(repairValue({ at: new Date(0), roll: Symbol("roll") }, repairs), {
 *   at: "1970-01-01T00:00:00.000Z",
 *   roll: "Symbol(roll)",
 * });
 * deepEqual(repairs, { count: 1 });
 * ```
 */
export function repairValue(value: unknown, repairs: Repairs): AnyValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  return toSdkValue(toAnyValue(value, repairs), repairs);
}

/** The name under which the SDK can have a member of a map. */
export function repairKey(key: string, repairs: Repairs): string {
  if (key !== "__proto__" && key !== "constructor") return key;
  repairs.count++;
  return `[${key}]`;
}

function toSdkValue(value: Encodable<OtlpValue>, repairs: Repairs): AnyValue {
  const { stringValue, boolValue, intValue, doubleValue, bytesValue } = value;
  if (intValue !== undefined) return toNumber(intValue, repairs);
  const scalar = stringValue ?? boolValue ?? doubleValue ?? bytesValue?.slice();
  if (scalar !== undefined) return scalar;
  if (value.arrayValue !== undefined) {
    return (value.arrayValue.values ?? []).map((item) => toSdkValue(item, repairs));
  }
  if (value.kvlistValue === undefined) return null;
  const map: Record<string, AnyValue> = {};
  for (const { key = "", value: member = {} } of value.kvlistValue.values ?? []) {
    map[repairKey(key, repairs)] = toSdkValue(member, repairs);
  }
  return map;
}

function toNumber(integer: bigint | number, repairs: Repairs): AnyValue {
  if (typeof integer === "number") return integer;
  const number = Number(integer);
  // A number of the application's that is beyond 2^53 is as exact as it was.
  if (BigInt(number) === integer) return number;
  repairs.count++;
  return String(integer);
}
