// Hot path: runs for every span.
const HEXADECIMAL = /^[\da-f]+$/;
const ONLY_ZEROS = /^0+$/;

/** Whether an id has that many bytes, one of which at least is not 0. */
export function isValidId(id: string, bytes: 8 | 16): boolean {
  return id.length === bytes * 2 && HEXADECIMAL.test(id) && !ONLY_ZEROS.test(id);
}
