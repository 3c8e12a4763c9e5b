import type { SpanNode, SpanTree } from "../../model/trace/build_span_tree.ts";
import { param } from "../../state/router.ts";

/** The part of a trace that is shown: nanoseconds since its start. */
export interface Zoom {
  readonly from: number;
  readonly to: number;
}

/** The part in the address: `zoom=1000-2000`; all of the trace where there is none. */
export function readZoom(duration: number): Zoom {
  const match = /^(\d{1,18})-(\d{1,18})$/.exec(param("zoom") ?? "");
  const from = Number(match?.[1] ?? 0);
  const to = Math.min(Number(match?.[2] ?? duration), duration);
  return match !== null && to > from ? { from, to } : { from: 0, to: Math.max(1, duration) };
}

/** A part as the address has it; absent for all of the trace. */
export function writeZoom({ from, to }: Zoom, duration: number): string | undefined {
  const start = Math.max(0, Math.floor(from));
  const end = Math.min(duration, Math.ceil(to));
  if (end - start < 10 || (start <= 0 && end >= duration)) return undefined;
  return `${start}-${end}`;
}

/**
 * Which spans are collapsed: all from `depth` on, if the address has it, but those in `toggled`, and
 * these where it is the other way round.
 */
export function readCollapsed(tree: SpanTree): ReadonlySet<number> {
  const depth = Number(param("depth") ?? Infinity);
  const collapsed = new Set<number>();
  if (depth < Infinity) {
    for (const node of tree.nodes) {
      if (node.size > 1 && node.depth >= depth) collapsed.add(node.index);
    }
  }
  for (const id of readToggled()) {
    const node = tree.byId.get(id);
    if (node === undefined) continue;
    if (!collapsed.delete(node.index)) collapsed.add(node.index);
  }
  return collapsed;
}

/** The address's `toggled` after one more span was. */
export function toggle({ span }: SpanNode): string | undefined {
  const ids = readToggled();
  const next = ids.includes(span.spanId)
    ? ids.filter((id) => id !== span.spanId)
    // An address may be only so long.
    : [...ids, span.spanId].slice(-100);
  return next.length === 0 ? undefined : next.join(".");
}

/** The address's `toggled` after all that hide a span were opened. */
export function openTo(tree: SpanTree, node: SpanNode): string | undefined {
  const collapsed = readCollapsed(tree);
  let ids = [...readToggled()];
  for (let at = node.parent; at >= 0; at = tree.nodes[at]!.parent) {
    if (!collapsed.has(at)) continue;
    const { spanId } = tree.nodes[at]!.span;
    ids = ids.includes(spanId) ? ids.filter((id) => id !== spanId) : [...ids, spanId];
  }
  return ids.length === 0 ? undefined : ids.join(".");
}

function readToggled(): readonly string[] {
  return (param("toggled") ?? "").split(".").filter((id) => id !== "");
}
