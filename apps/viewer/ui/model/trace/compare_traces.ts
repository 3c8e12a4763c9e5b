import type { SpanTree } from "./build_span_tree.ts";

/** The spans of one name and service, in two traces. Times are nanoseconds. */
export interface SpanDifference {
  readonly service: string;
  readonly name: string;
  readonly before: SpanTotal;
  readonly after: SpanTotal;
}

/** Spans taken together. */
export interface SpanTotal {
  readonly count: number;
  readonly errorCount: number;
  /** Of all their durations. */
  readonly total: number;
}

/** What differs between two traces, the largest change of time first. */
export function compareTraces(before: SpanTree, after: SpanTree): readonly SpanDifference[] {
  const left = totals(before);
  const right = totals(after);
  const none: SpanTotal = { count: 0, errorCount: 0, total: 0 };
  return [...new Set([...left.keys(), ...right.keys()])].map((key) => {
    const [service = "", name = ""] = JSON.parse(key) as string[];
    return { service, name, before: left.get(key) ?? none, after: right.get(key) ?? none };
  }).sort((a, b) => change(b) - change(a));
}

function change({ before, after }: SpanDifference): number {
  return Math.abs(after.total - before.total);
}

function totals(tree: SpanTree): Map<string, SpanTotal> {
  const totals = new Map<string, SpanTotal>();
  for (const { service, span, start, end, error } of tree.nodes) {
    const key = JSON.stringify([service, span.name]);
    const known = totals.get(key);
    totals.set(key, {
      count: (known?.count ?? 0) + 1,
      errorCount: (known?.errorCount ?? 0) + (error ? 1 : 0),
      total: (known?.total ?? 0) + end - start,
    });
  }
  return totals;
}
