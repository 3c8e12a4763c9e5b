import type { SpanTree } from "./build_span_tree.ts";

/** A stretch of time that the trace would be shorter by, were this span's own work faster. */
export interface CriticalSegment {
  /** Place of the span in the tree. */
  readonly index: number;
  /** Nanoseconds since the start of the trace. */
  readonly start: number;
  readonly end: number;
}

/**
 * The chain of work that decided how long the first root took: from its end backwards, always into
 * the child that ended last before that moment. What a child does after its parent has ended does not
 * count.
 */
export function criticalPath(tree: SpanTree): readonly CriticalSegment[] {
  const root = tree.nodes[0];
  if (root === undefined) return [];
  const segments: CriticalSegment[] = [];
  const work: { index: number; from: number; until: number }[] = [
    { index: 0, from: root.start, until: root.end },
  ];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const { index, from, until } = next;
    let at = until;
    for (const child of childrenByEnd(tree, { index, from, until })) {
      // It overlaps one that was taken already, so nothing waited for it.
      if (child.end > at || child.end <= child.start) continue;
      if (child.end < at) segments.push({ index, start: child.end, end: at });
      work.push({ index: child.index, from: child.start, until: child.end });
      at = child.start;
    }
    if (at > from) segments.push({ index, start: from, end: at });
  }
  return segments.sort((a, b) => a.start - b.start);
}

function childrenByEnd(
  tree: SpanTree,
  parent: { readonly index: number; readonly from: number; readonly until: number },
): readonly CriticalSegment[] {
  const children: CriticalSegment[] = [];
  const stop = parent.index + tree.nodes[parent.index]!.size;
  for (let at = parent.index + 1; at < stop; at += tree.nodes[at]!.size) {
    const { start, end, index } = tree.nodes[at]!;
    if (start >= parent.until) continue;
    children.push({
      index,
      start: Math.max(start, parent.from),
      end: Math.min(end, parent.until),
    });
  }
  return children.sort((a, b) => b.end - a.end || a.start - b.start);
}
