// Hot path: runs for every exported span and link.

// Bits of the flags above those of W3C: whether it is known that the parent, or what is linked, is in
// another process, and whether it is.
const HAS_IS_REMOTE = 0x100;
const IS_REMOTE = 0x200;

/** Returns the flags of OTLP: those of W3C, and whether the parent is in another process. */
export function toFlags(traceFlags: number, isRemote = false): number {
  return traceFlags & 0xff | HAS_IS_REMOTE | (isRemote ? IS_REMOTE : 0);
}
