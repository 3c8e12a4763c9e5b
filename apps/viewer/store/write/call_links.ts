import type { Span } from "@otel-deno/otlp";
import type { SqlConnection } from "../database/sql_connection.ts";
import { decodeSpans } from "../items/decode_parts.ts";

const MAX_SPANS = 20_000;

/** A span that waits for the one that called it. */
export interface WaitingCall {
  readonly span: Span;
  readonly source: number;
  readonly service: string;
}

/** The spans of one trace, as far as callers are looked for in it. */
export interface CallLinks {
  /** By span id. */
  readonly sources: Map<string, { readonly source: number; readonly service: string }>;
  /** By the id of their parent, which is not there yet. */
  readonly waiting: Map<string, WaitingCall[]>;
}

/** Reads the spans of a trace that are in the database; of a huge one, the first 20,000. */
export function loadCallLinks(
  connection: SqlConnection,
  { number }: { readonly number: number },
): CallLinks {
  const links: CallLinks = { sources: new Map(), waiting: new Map() };
  const chunks = connection.all<{ source: number; service: string; data: Uint8Array }>(
    `SELECT c.source, r.service, c.data FROM chunks c JOIN sources s ON s.id = c.source
      JOIN resources r ON r.id = s.resource WHERE c.id BETWEEN ?1 * 1048576 AND ?1 * 1048576 + 1048575
      ORDER BY c.id LIMIT ?2`,
    number,
    MAX_SPANS,
  );
  for (const { source, service, data } of chunks) {
    if (links.sources.size >= MAX_SPANS) break;
    for (const span of decodeSpans([data])) {
      addToLinks(links, { span, source, service });
    }
  }
  return links;
}

/**
 * Adds a span.
 *
 * @returns The calls between services that are known with it: the one that made it, those it made.
 */
export function addToLinks(
  { sources, waiting }: CallLinks,
  added: WaitingCall,
): readonly { readonly callee: WaitingCall; readonly caller: number }[] {
  const { span, source, service } = added;
  if (sources.size >= MAX_SPANS) return [];
  sources.set(span.spanId, { source, service });
  const callees = (waiting.get(span.spanId) ?? []).filter((call) => call.service !== service);
  waiting.delete(span.spanId);
  const found = callees.map((callee) => ({ callee, caller: source }));
  if (span.parentSpanId === "") return found;
  const parent = sources.get(span.parentSpanId);
  if (parent === undefined) {
    const siblings = waiting.get(span.parentSpanId);
    if (siblings === undefined) waiting.set(span.parentSpanId, [added]);
    else siblings.push(added);
    return found;
  }
  return parent.service === service ? found : [...found, { callee: added, caller: parent.source }];
}
