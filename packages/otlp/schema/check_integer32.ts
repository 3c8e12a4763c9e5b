// Hot path: runs for every small number of every exported record.

/**
 * Returns an unsigned integer of 32 bits as it is.
 *
 * @throws {RangeError} If it is none.
 */
export function checkUint32(value: number): number {
  if (value >>> 0 === value) return value;
  throw new RangeError(`Cannot encode an unsigned integer of 32 bits: it is ${value}`);
}

/**
 * Returns an integer of 32 bits as it is.
 *
 * @throws {RangeError} If it is none.
 */
export function checkInt32(value: number): number {
  if ((value | 0) === value) return value;
  throw new RangeError(`Cannot encode an integer of 32 bits: it is ${value}`);
}
