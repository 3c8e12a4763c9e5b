/**
 * Makes V8 count the bytes of shared memory, which it does not know to be garbage with the object that has
 * them: as long as an application makes little other garbage, hundreds of megabytes would wait for a
 * collection. What is returned is to live as long as the memory does. It takes none by itself: nobody
 * writes to it, so the system gives it no pages.
 *
 * @returns `undefined` where V8 counts the bytes anyway.
 */
export function weighDown({ buffer, length }: Uint8Array): ArrayBuffer | undefined {
  if (!(buffer instanceof SharedArrayBuffer)) return undefined;
  // One that can be resized is a mapping of its own: others may be old memory that is cleared.
  return new ArrayBuffer(length, { maxByteLength: length });
}
