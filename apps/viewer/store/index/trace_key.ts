/** Returns the part of a trace's id that is indexed: the last 48 bits, which are random. */
export function traceKey(traceId: string): number {
  return Number.parseInt(traceId.slice(-12), 16);
}
