import type { SqlConnection } from "../database/sql_connection.ts";
import { getTrace } from "../items/get_trace.ts";

/** Returns the ids of a span and of all below it. */
export function subtreeIds(
  connection: SqlConnection,
  { traceId, spanId }: { readonly traceId: string; readonly spanId: string },
): ReadonlySet<string> {
  const children = new Map<string, string[]>();
  for (const { spanId, parentSpanId } of getTrace(connection, traceId)?.spans ?? []) {
    const siblings = children.get(parentSpanId);
    if (siblings === undefined) children.set(parentSpanId, [spanId]);
    else siblings.push(spanId);
  }
  // A set is walked in the order in which it grows, and has each id once: circles end.
  const ids = new Set([spanId.toLowerCase()]);
  for (const id of ids) for (const child of children.get(id) ?? []) ids.add(child);
  return ids;
}
