// Hot path: runs for every time and every integer attribute of every exported record.
import { checkInt64, checkUint64 } from "../schema/check_integer64.ts";

const TWO_POW_32 = 2 ** 32;

/**
 * Writes an unsigned integer of 64 bits, little-endian.
 *
 * @throws {RangeError} If it is none, or is a number but not a safe integer.
 */
export function setUint64(view: DataView, offset: number, value: bigint | number): void {
  checkUint64(value);
  if (typeof value === "bigint") view.setBigUint64(offset, value, true);
  else setNumber(view, offset, value);
}

/**
 * Writes an integer of 64 bits, little-endian, in two's complement.
 *
 * @throws {RangeError} If it is none, or is a number but not a safe integer.
 */
export function setInt64(view: DataView, offset: number, value: bigint | number): void {
  checkInt64(value);
  if (typeof value === "bigint") view.setBigInt64(offset, value, true);
  else setNumber(view, offset, value);
}

function setNumber(view: DataView, offset: number, value: number): void {
  view.setUint32(offset, value, true);
  view.setInt32(offset + 4, Math.floor(value / TWO_POW_32), true);
}
