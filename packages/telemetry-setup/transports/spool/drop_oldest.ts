/** Something on disk that may have to go. */
export interface Droppable {
  /** When it was recorded, in milliseconds since the epoch. */
  readonly time: number;
  /** @returns How many bytes are free by that; 0 where it could not be dropped. */
  readonly drop: () => number;
}

/**
 * Drops what is oldest, until at least so many bytes are free.
 *
 * @returns How many bytes are free.
 */
export function dropOldest(bytes: number, candidates: readonly Droppable[]): number {
  let freed = 0;
  for (const { drop } of candidates.toSorted((a, b) => a.time - b.time)) {
    if (freed >= bytes) break;
    freed += drop();
  }
  return freed;
}
