import type { BoundedBlock } from "./walk_blocks.ts";

const FIRST_GROUP = 8;
const GROWTH = 4;

/** Brings blocks that follow each other together: few of the latest, more and more of the others. */
export function groupBlocks(blocks: readonly BoundedBlock[]): readonly BoundedBlock[] {
  const latestFirst = blocks.toSorted((a, b) => b.first - a.first);
  const groups: BoundedBlock[] = [];
  let size = FIRST_GROUP;
  for (let start = 0; start < latestFirst.length; start += size / GROWTH) {
    const group = latestFirst.slice(start, start + size);
    groups.push({
      first: group.at(-1)!.first,
      last: group[0]!.last,
      bound: group.reduce((max, { bound }) => bound > max ? bound : max, group[0]!.bound),
    });
    size *= GROWTH;
  }
  return groups.sort((a, b) => a.bound > b.bound ? -1 : a.bound < b.bound ? 1 : b.first - a.first);
}
