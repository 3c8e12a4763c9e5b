// Hot path: runs for every time and every integer attribute of every exported record.

/**
 * Checks that a value is an unsigned integer of 64 bits.
 *
 * @throws {RangeError} If it is none, or is a number but not a safe integer.
 */
export function checkUint64(value: bigint | number): void {
  const valid = typeof value === "bigint"
    ? BigInt.asUintN(64, value) === value
    : value >= 0 && Number.isSafeInteger(value);
  if (!valid) {
    throw new RangeError(`Cannot encode an unsigned integer of 64 bits: it is ${value}`);
  }
}

/**
 * Checks that a value is an integer of 64 bits.
 *
 * @throws {RangeError} If it is none, or is a number but not a safe integer.
 */
export function checkInt64(value: bigint | number): void {
  const valid = typeof value === "bigint"
    ? BigInt.asIntN(64, value) === value
    : Number.isSafeInteger(value);
  if (!valid) throw new RangeError(`Cannot encode an integer of 64 bits: it is ${value}`);
}
