const DEFAULT = 64;
// Each level takes up to three calls, and the stack has room for some thousand.
const MAXIMUM = 256;

/**
 * Settles how deep values may be nested.
 *
 * @param maxDepth What the caller asked for.
 * @default {64}
 * @throws {RangeError} If it is not an integer from 0 to 256.
 */
export function resolveMaxDepth(maxDepth: number = DEFAULT): number {
  if (Number.isInteger(maxDepth) && maxDepth >= 0 && maxDepth <= MAXIMUM) return maxDepth;
  throw new RangeError(
    `Cannot limit the depth: maxDepth is ${maxDepth}, not an integer from 0 to ${MAXIMUM}`,
  );
}
