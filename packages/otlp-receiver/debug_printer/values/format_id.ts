/** An id as digits; nothing where it is absent, as one of zeros is. */
export function formatId(id: string): string {
  return /^0*$/.test(id) ? "" : id;
}
