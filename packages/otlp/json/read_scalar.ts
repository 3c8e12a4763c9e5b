import type { ScalarType } from "../schema/message.ts";
import type { JsonPath } from "./json_path.ts";

const NOT_HEX = /[^\da-f]/i;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const INTEGER = /^-?(?:0|[1-9]\d*)$/;
const NAMED_DOUBLES: ReadonlyMap<unknown, number> = new Map([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
]);
// 2 ** 64 has 20 digits, and there may be a sign.
const MAX_INTEGER_CHARACTERS = 21;

/**
 * Takes the value of a field out of parsed JSON.
 *
 * Numbers may come as strings, as protobuf's JSON has it, but enumerated values may not: strings
 * would be names, which OTLP forbids.
 *
 * @throws {OtlpDecodeError} If it is not of the type.
 * @see {@link https://protobuf.dev/programming-guides/json/ | ProtoJSON}
 */
export function readScalar(type: ScalarType, value: unknown, path: JsonPath): unknown {
  switch (type) {
    case "string":
      if (typeof value !== "string") path.fail("is not a string");
      return value.toWellFormed();
    case "bytes":
      return readBytes(value, path);
    case "id":
      if (typeof value !== "string") path.fail("is not a string");
      if (value.length % 2 || NOT_HEX.test(value)) path.fail("is not pairs of hexadecimal digits");
      return value.toLowerCase();
    case "bool":
      return typeof value === "boolean" ? value : path.fail("is not true or false");
    case "double":
      return NAMED_DOUBLES.get(value) ?? readNumber(value) ?? path.fail("is not a number");
    case "enum":
      return isInt32(value) ? value | 0 : path.fail("is not an integer of 32 bits");
    case "int32":
    case "sint32":
      return readInt32(value, path);
    case "uint32":
    case "fixed32":
      return readUint32(value, path);
    case "int64":
    case "sfixed64":
      return readInt64(value, path);
    case "uint64":
    case "fixed64":
      return readUint64(value, path);
  }
}

/** Base64, with either alphabet, padded or not. */
function readBytes(value: unknown, path: JsonPath): Uint8Array<ArrayBuffer> {
  if (typeof value !== "string") path.fail("is not a string");
  try {
    const alphabet = /[-_]/.test(value) ? "base64url" : "base64";
    return Uint8Array.fromBase64(value, { alphabet });
  } catch {
    return path.fail("is not base64");
  }
}

function readNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && NUMBER.test(value) ? Number(value) : value;
  // A number that is too large for a double is infinite here.
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

// -0 is among them: `| 0` makes it 0.
function isInt32(value: unknown): value is number {
  return typeof value === "number" && (value | 0) === value;
}

function readInt32(value: unknown, path: JsonPath): number {
  const number = readNumber(value);
  return isInt32(number) ? number | 0 : path.fail("is not an integer of 32 bits");
}

function readUint32(value: unknown, path: JsonPath): number {
  const number = readNumber(value);
  if (number !== undefined && number >>> 0 === number) return number >>> 0;
  return path.fail("is not an unsigned integer of 32 bits");
}

function readInt64(value: unknown, path: JsonPath): bigint {
  const integer = readInteger(value);
  if (integer !== undefined && BigInt.asIntN(64, integer) === integer) return integer;
  return path.fail("is not an integer of 64 bits");
}

function readUint64(value: unknown, path: JsonPath): bigint {
  const integer = readInteger(value);
  if (integer !== undefined && BigInt.asUintN(64, integer) === integer) return integer;
  return path.fail("is not an unsigned integer of 64 bits");
}

function readInteger(value: unknown): bigint | undefined {
  if (typeof value === "string" && INTEGER.test(value)) {
    // Longer ones are out of range, and take long to read.
    return value.length <= MAX_INTEGER_CHARACTERS ? BigInt(value) : undefined;
  }
  const number = readNumber(value);
  return Number.isInteger(number) ? BigInt(number!) : undefined;
}
