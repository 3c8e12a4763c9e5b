import { checkInt32, checkUint32 } from "../schema/check_integer32.ts";
import { checkInt64, checkUint64 } from "../schema/check_integer64.ts";
import type { ScalarType } from "../schema/message.ts";

const NOT_HEX = /[^\da-f]/i;

/**
 * Turns the value of a field into what `JSON.stringify` makes ProtoJSON of.
 *
 * @throws {RangeError} If a number has no place in its type.
 * @throws {SyntaxError} If an id is not hexadecimal.
 */
export function scalarToJson(type: ScalarType, value: unknown): unknown {
  switch (type) {
    case "string":
      return (value as string).toWellFormed();
    case "bytes":
      return (value as Uint8Array).toBase64();
    case "id":
      return checkHex(value as string).toLowerCase();
    case "double":
      return doubleToJson(value as number);
    case "bool":
      return value;
    case "enum":
    case "int32":
    case "sint32":
      return checkInt32(value as number);
    case "uint32":
    case "fixed32":
      return checkUint32(value as number);
    case "int64":
    case "sfixed64":
      checkInt64(value as bigint | number);
      return String(value);
    case "uint64":
    case "fixed64":
      checkUint64(value as bigint | number);
      return String(value);
  }
}

function checkHex(value: string): string {
  if (value.length % 2 === 0 && !NOT_HEX.test(value)) return value;
  throw new SyntaxError("Cannot encode an id: it is not pairs of hexadecimal digits");
}

function doubleToJson(value: number): number | string {
  // JSON.stringify would write 0 and null.
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? value : String(value);
}
