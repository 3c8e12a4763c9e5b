/** Members of a block, and the greatest value by which they may be ordered. */
export interface BoundedBlock {
  readonly first: number;
  readonly last: number;
  readonly bound: bigint;
}

/** A member, and the value by which it is ordered. */
export interface OrderedMember {
  readonly number: number;
  readonly value: bigint;
}

/**
 * Returns the first members of all blocks in order, the greatest value first: reads block after
 * block, and stops where no block that is left can have one of them.
 *
 * @param blocks In the order of their bounds, the greatest first; of the same, the later first.
 * @param find Returns the first `limit` members of a block, in order.
 */
export function walkBlocks(
  blocks: Iterable<BoundedBlock>,
  limit: number,
  find: (block: BoundedBlock) => readonly OrderedMember[],
): readonly OrderedMember[] {
  let found: OrderedMember[] = [];
  for (const block of blocks) {
    const last = found[limit - 1];
    if (last !== undefined && compare(last, { value: block.bound, number: block.last }) < 0) break;
    const more = find(block);
    if (more.length > 0) found = [...found, ...more].sort(compare).slice(0, limit);
  }
  return found;
}

function compare(a: OrderedMember, b: OrderedMember): number {
  if (a.value !== b.value) return a.value > b.value ? -1 : 1;
  return b.number - a.number;
}
