import type { SpanTree } from "./build_span_tree.ts";

/**
 * The line of each span in a flame view: below its parent, and where children run at the same time,
 * each below what the others take, so that nothing lies on anything.
 *
 * @returns By place in the tree, and how many lines there are.
 */
export function flameLayout(
  tree: SpanTree,
): { readonly rows: Uint32Array; readonly count: number } {
  const rows = new Uint32Array(tree.nodes.length);
  // When each line is free again, and how far a subtree has come.
  const freeFrom: number[] = [];
  let count = 0;
  for (const node of tree.nodes) {
    let row = node.parent === -1 ? 0 : rows[node.parent]! + 1;
    while (row < freeFrom.length && freeFrom[row]! > node.start && row - MOST_TRIED < node.depth) {
      row++;
    }
    rows[node.index] = row;
    freeFrom[row] = Math.max(freeFrom[row] ?? 0, node.end);
    count = Math.max(count, row + 1);
  }
  return { rows, count };
}

/** Beyond so many lines below its depth, a span may lie on another one. */
const MOST_TRIED = 400;
