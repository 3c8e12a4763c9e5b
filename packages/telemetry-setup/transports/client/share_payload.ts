/**
 * Copies a payload to memory that other threads see, too, unless it is there already: it is there once,
 * however many have it.
 */
export function sharePayload(payload: Uint8Array): Uint8Array {
  if (payload.buffer instanceof SharedArrayBuffer) return payload;
  const shared = new Uint8Array(new SharedArrayBuffer(payload.length));
  shared.set(payload);
  return shared;
}
