import type { JsonLogRecord } from "../../../contract/logs.ts";
import type { SpanNode, SpanTree } from "./build_span_tree.ts";

/** A line of the waterfall. */
export type Row =
  | { readonly kind: "span"; readonly node: SpanNode; readonly collapsed: boolean }
  | {
    readonly kind: "log";
    readonly log: JsonLogRecord;
    readonly node: SpanNode;
    /** Nanoseconds since the start of the trace. */
    readonly at: number;
  };

/** What is shown of a trace. */
export interface RowOptions {
  /** Places of spans whose children are hidden. */
  readonly collapsed: ReadonlySet<number>;
  /** Logs as lines of their own, in time order with the children of their span. */
  readonly logs: boolean;
}

/** The lines of the waterfall, from top to bottom. */
export function visibleRows(tree: SpanTree, options: RowOptions): readonly Row[] {
  const rows: Row[] = [];
  const waiting: { row: Row & { kind: "log" }; until: number }[] = [];
  // Logs whose span ends, or that came before what starts now, go first.
  const flush = (index: number, start: number) => {
    while (waiting.length > 0) {
      const { row, until } = waiting.at(-1)!;
      if (index < until && row.at > start) break;
      rows.push(row);
      waiting.pop();
    }
  };
  for (let index = 0; index < tree.nodes.length;) {
    const node = tree.nodes[index]!;
    flush(index, node.start);
    const collapsed = node.size > 1 && options.collapsed.has(index);
    rows.push({ kind: "span", node, collapsed });
    if (options.logs && !collapsed) {
      const own = node.logs.map((log) => ({
        kind: "log" as const,
        log,
        node,
        at: Number(BigInt(log.timeUnixNano || log.observedTimeUnixNano) - tree.startNano),
      })).sort((a, b) => b.at - a.at);
      for (const row of own) waiting.push({ row, until: index + node.size });
    }
    index += collapsed ? node.size : 1;
  }
  flush(tree.nodes.length, Infinity);
  return rows;
}
