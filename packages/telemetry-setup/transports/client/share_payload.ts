/** Copies a payload to memory that other threads see, too: it is there once, however many have it. */
export function sharePayload(payload: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(payload.length));
  shared.set(payload);
  return shared;
}
