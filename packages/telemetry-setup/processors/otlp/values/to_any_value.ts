// Hot path: runs for every attribute of every exported record.
import type { AnyValue, Encodable, KeyValue } from "@otel-deno/otlp";
import type { Repairs } from "./repairs.ts";
import { toText } from "./to_text.ts";

type Value = Encodable<AnyValue>;

// As deep as packages/otlp encodes.
const MAX_DEPTH = 64;
// An object that is many times within itself can stand for more values than there is memory.
const MAX_VALUES = 100_000;
const MAX_INT64 = 2 ** 63;
// Writing the digits of millions of bits would take seconds.
const MAX_BITS = 4096;

const EMPTY: Value = Object.freeze({});

/** The way from an attribute or a body to a value within it. */
interface Walk {
  readonly repairs: Repairs;
  readonly ancestors: object[];
  valuesLeft: number;
}

/**
 * Turns any value into one of OTLP, and never throws.
 *
 * Numbers without a fraction become integers where 64 bits are enough, others doubles; `undefined`
 * and `null` are empty; arrays and sets become lists, objects and `Map`s maps; errors, dates and
 * other objects without properties of their own become their text.
 *
 * What has no form is replaced, and counted: a `bigint` beyond 64 bits by its digits, a function or
 * symbol by its kind; a value inside itself by `[Circular]`; what is below 64 levels, beyond
 * 100,000 values or 4,096 bits by `[Truncated]`; what throws when it is read by `[Unreadable]`; surrogates that
 * are alone by U+FFFD.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/common/#mapping-arbitrary-data-to-otlp-anyvalue}
 *
 * @example A map with an integer, and what has no form
 * ```ts
 * import { deepEqual, equal } from "node:assert/strict";
 *
 * const repairs = { count: 0 };
 * deepEqual(toAnyValue({ dice: 4, roll: Symbol("roll") }, repairs), {
 *   kvlistValue: {
 *     values: [
 *       { key: "dice", value: { intValue: 4 } },
 *       { key: "roll", value: { stringValue: "Symbol(roll)" } },
 *     ],
 *   },
 * });
 * equal(repairs.count, 1);
 * ```
 */
export function toAnyValue(value: unknown, repairs: Repairs): Value {
  return typeof value === "object" && value !== null
    ? objectToValue(value, { repairs, ancestors: [], valuesLeft: MAX_VALUES })
    : primitiveToValue(value, repairs);
}

function primitiveToValue(value: unknown, repairs: Repairs): Value {
  switch (typeof value) {
    case "string":
      return { stringValue: toText(value, repairs) };
    case "number":
      if (!Number.isInteger(value) || value < -MAX_INT64 || value >= MAX_INT64) {
        return { doubleValue: value };
      }
      return { intValue: Number.isSafeInteger(value) ? value : BigInt(value) };
    case "boolean":
      return { boolValue: value };
    case "bigint":
      if (BigInt.asIntN(64, value) === value) return { intValue: value };
      return replacement(
        BigInt.asIntN(MAX_BITS, value) === value ? String(value) : "[Truncated]",
        repairs,
      );
    case "symbol":
      return replacement(toText(String(value), repairs), repairs);
    case "function":
      return replacement("[Function]", repairs);
    default:
      return EMPTY;
  }
}

function objectToValue(value: object, walk: Walk): Value {
  const { ancestors, repairs } = walk;
  if (ancestors.includes(value)) return replacement("[Circular]", repairs);
  if (ancestors.length >= MAX_DEPTH) return replacement("[Truncated]", repairs);
  ancestors.push(value);
  try {
    if (Array.isArray(value)) return listToValue(value.length, (index) => value[index], walk);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      return binaryToValue(value, walk);
    }
    if (value instanceof Set) return itemsToValue(value, walk);
    if (value instanceof Map) return mapToValue(value, walk);
    const keys = Object.keys(value);
    const text = keys.length === 0 || value instanceof Error ? textOf(value) : undefined;
    if (text !== undefined) return { stringValue: toText(text, repairs) };
    return propertiesToValue(value as Readonly<Record<string, unknown>>, keys, walk);
  } catch {
    // A proxy of the application's that throws, or its `toString`.
    return replacement("[Unreadable]", repairs);
  } finally {
    ancestors.pop();
  }
}

function listToValue(length: number, at: (index: number) => unknown, walk: Walk): Value {
  const values: Value[] = [];
  for (let index = 0; index < length; index++) {
    if (isFull(walk)) {
      values.push(replacement("[Truncated]", walk.repairs));
      break;
    }
    values.push(readToValue(() => at(index), walk));
  }
  return { arrayValue: { values } };
}

function itemsToValue(items: Iterable<unknown>, walk: Walk): Value {
  const values: Value[] = [];
  for (const item of items) {
    if (isFull(walk)) {
      values.push(replacement("[Truncated]", walk.repairs));
      break;
    }
    values.push(toValue(item, walk));
  }
  return { arrayValue: { values } };
}

function binaryToValue(value: ArrayBufferView | ArrayBuffer, walk: Walk): Value {
  if (value instanceof Uint8Array) return bytesToValue(value, walk);
  if (value instanceof ArrayBuffer) return bytesToValue(new Uint8Array(value), walk);
  if (value instanceof DataView) {
    return bytesToValue(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), walk);
  }
  return itemsToValue(value as Float64Array, walk);
}

function bytesToValue(bytes: Uint8Array, { repairs }: Walk): Value {
  if (bytes.length <= (repairs.maxLength ?? Infinity)) return { bytesValue: bytes };
  repairs.count++;
  return { bytesValue: bytes.subarray(0, repairs.maxLength) };
}

function mapToValue(map: ReadonlyMap<unknown, unknown>, walk: Walk): Value {
  const values: Encodable<KeyValue>[] = [];
  for (const [key, value] of map) {
    if (isFull(walk)) {
      values.push(truncated(walk));
      break;
    }
    values.push({ key: toText(String(key), walk.repairs), value: toValue(value, walk) });
  }
  return { kvlistValue: { values } };
}

function propertiesToValue(
  object: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  walk: Walk,
): Value {
  const values: Encodable<KeyValue>[] = [];
  for (const key of keys) {
    if (isFull(walk)) {
      values.push(truncated(walk));
      break;
    }
    values.push({
      key: toText(key, walk.repairs),
      value: readToValue(() => object[key], walk),
    });
  }
  return { kvlistValue: { values } };
}

/** One member that cannot be read does not cost the others. */
function readToValue(read: () => unknown, walk: Walk): Value {
  let value: unknown;
  try {
    value = read();
  } catch {
    return replacement("[Unreadable]", walk.repairs);
  }
  return toValue(value, walk);
}

function toValue(value: unknown, walk: Walk): Value {
  return typeof value === "object" && value !== null
    ? objectToValue(value, walk)
    : primitiveToValue(value, walk.repairs);
}

/** What an object says that it is; `undefined` where it says nothing but that it is an object. */
function textOf(value: object): string | undefined {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  const { toString } = value;
  return typeof toString === "function" && toString !== Object.prototype.toString
    ? String(value)
    : undefined;
}

function isFull(walk: Walk): boolean {
  return walk.valuesLeft-- <= 0;
}

function truncated({ repairs }: Walk): Encodable<KeyValue> {
  return { key: "[Truncated]", value: replacement("[Truncated]", repairs) };
}

function replacement(text: string, repairs: Repairs): Value {
  repairs.count++;
  return { stringValue: text };
}
