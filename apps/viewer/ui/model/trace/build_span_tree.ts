import type { JsonLogRecord } from "../../../contract/logs.ts";
import type { JsonSpan, Trace } from "../../../contract/traces.ts";
import { serviceOf } from "../service_of.ts";

/** A span at its place in a {@linkcode SpanTree}. */
export interface SpanNode {
  readonly span: JsonSpan;
  /** Its own place in {@linkcode SpanTree.nodes}. */
  readonly index: number;
  /** Place of its parent; -1 for a root. */
  readonly parent: number;
  readonly depth: number;
  /** Nodes of its subtree, itself included: they follow it without a gap. */
  readonly size: number;
  readonly service: string;
  /** Nanoseconds since the start of the trace. */
  readonly start: number;
  readonly end: number;
  /** It has not ended (or its end did not arrive). */
  readonly open: boolean;
  readonly error: boolean;
  /** It names a parent that is not in the trace. */
  readonly orphan: boolean;
  readonly logs: readonly JsonLogRecord[];
}

/** A trace, each span after its parent and siblings by their start. */
export interface SpanTree {
  readonly nodes: readonly SpanNode[];
  readonly byId: ReadonlyMap<string, SpanNode>;
  /** Nanoseconds since the epoch. */
  readonly startNano: bigint;
  /** Nanoseconds. */
  readonly duration: number;
  /** Most spans first. */
  readonly services: readonly { readonly name: string; readonly spanCount: number }[];
  readonly errorCount: number;
  readonly maxDepth: number;
}

interface Draft {
  span: JsonSpan;
  start: number;
  end: number;
  open: boolean;
  children: number[];
  parent: number;
}

/** Puts the spans of a trace into a tree. Spans that are each other's parents become roots. */
export function buildSpanTree(trace: Trace): SpanTree {
  const services = trace.resources.map((resource) => serviceOf(resource));
  const startNano = earliest(trace);
  const drafts = toDrafts(trace, startNano);
  const last = drafts.reduce((end, draft) => Math.max(end, draft.start, draft.end), 0);
  for (const draft of drafts) if (draft.open) draft.end = Math.max(last, draft.start);
  const roots = connect(drafts);
  const logs = Map.groupBy(trace.logs, (log) => log.spanId);

  const nodes: SpanNode[] = [];
  const sizes: number[] = [];
  const byId = new Map<string, SpanNode>();
  const counts = new Map<string, number>();
  let errorCount = 0;
  let maxDepth = 0;
  // A stack of its own: a trace may be deeper than the call stack.
  const stack: { at: number; parent: number; depth: number }[] = [];
  for (const at of roots.toReversed()) stack.push({ at, parent: -1, depth: 0 });
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const draft = drafts[next.at]!;
    const { span } = draft;
    const service = services[span.resource] ?? "unknown_service";
    const error = span.status.code === 2;
    const index = nodes.length;
    const node: SpanNode & { size: number } = {
      span,
      index,
      parent: next.parent,
      depth: next.depth,
      size: 1,
      service,
      start: draft.start,
      end: draft.end,
      open: draft.open,
      error,
      orphan: next.parent === -1 && span.parentSpanId !== "",
      logs: logs.get(span.spanId) ?? [],
    };
    nodes.push(node);
    sizes.push(1);
    if (!byId.has(span.spanId)) byId.set(span.spanId, node);
    counts.set(service, (counts.get(service) ?? 0) + 1);
    if (error) errorCount++;
    maxDepth = Math.max(maxDepth, next.depth);
    for (let child = draft.children.length - 1; child >= 0; child--) {
      stack.push({ at: draft.children[child]!, parent: index, depth: next.depth + 1 });
    }
  }
  // Children come after their parents, so sums go from the back.
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index] as SpanNode & { size: number };
    node.size = sizes[index]!;
    if (node.parent >= 0) sizes[node.parent] = sizes[node.parent]! + node.size;
  }
  return {
    nodes,
    byId,
    startNano,
    duration: last,
    services: [...counts].map(([name, spanCount]) => ({ name, spanCount }))
      .sort((a, b) => b.spanCount - a.spanCount),
    errorCount,
    maxDepth,
  };
}

function earliest(trace: Trace): bigint {
  let start: bigint | undefined;
  for (const span of trace.spans) {
    const at = BigInt(span.startTimeUnixNano);
    if (start === undefined || at < start) start = at;
  }
  return start ?? 0n;
}

function toDrafts(trace: Trace, startNano: bigint): Draft[] {
  return trace.spans.map((span) => {
    const begin = BigInt(span.startTimeUnixNano);
    const finish = BigInt(span.endTimeUnixNano);
    const open = finish < begin;
    const start = Number(begin - startNano);
    return {
      span,
      start,
      end: open ? start : Number(finish - startNano),
      open,
      children: [],
      parent: -1,
    };
  });
}

/** Gives every draft its parent and children. @returns The roots, by their start. */
function connect(drafts: readonly Draft[]): number[] {
  const places = new Map<string, number>();
  drafts.forEach(({ span }, at) => {
    if (!places.has(span.spanId)) places.set(span.spanId, at);
  });
  drafts.forEach((draft, at) => {
    const parent = places.get(draft.span.parentSpanId);
    if (parent !== undefined && parent !== at) draft.parent = parent;
  });
  breakCycles(drafts);
  const roots: number[] = [];
  drafts.forEach((draft, at) => {
    if (draft.parent === -1) roots.push(at);
    else drafts[draft.parent]!.children.push(at);
  });
  const byStart = (a: number, b: number) => drafts[a]!.start - drafts[b]!.start || a - b;
  for (const draft of drafts) if (draft.children.length > 1) draft.children.sort(byStart);
  return roots.sort(byStart);
}

function breakCycles(drafts: readonly Draft[]): void {
  // 0 not seen, 1 on the way, 2 leads to a root
  const seen = new Uint8Array(drafts.length);
  for (let from = 0; from < drafts.length; from++) {
    const way: number[] = [];
    let at = from;
    while (at !== -1 && seen[at] === 0) {
      seen[at] = 1;
      way.push(at);
      at = drafts[at]!.parent;
    }
    if (at !== -1 && seen[at] === 1) drafts[at]!.parent = -1;
    for (const step of way) seen[step] = 2;
  }
}
