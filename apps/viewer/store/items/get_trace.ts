import type { Span } from "@otel-deno/otlp";
import type {
  JsonLogRecord,
  JsonResource,
  JsonScope,
  JsonSpan,
  Trace,
} from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";
import { MAX_CHUNKS } from "../dictionaries/trace_ledger.ts";
import { traceKey } from "../index/trace_key.ts";
import { decodeLogRecords, decodeSpans } from "./decode_parts.ts";
import { SourceReader } from "./source_reader.ts";
import { toJsonLog } from "./to_json_log.ts";
import { toJsonAttributes } from "./to_json_value.ts";

/** Reads a whole trace. A span that was received twice, the same both times, is there once. */
export function getTrace(connection: SqlConnection, traceId: string): Trace | undefined {
  const id = traceId.toLowerCase();
  const row = connection.get<{ no: number }>(
    "SELECT no FROM traces WHERE key = ? AND id = ?",
    traceKey(id) || 0,
    id,
  );
  if (row === undefined) return undefined;
  const sources = new SourceReader(connection);
  const resources = new Numbered<JsonResource>();
  const scopes = new Numbered<JsonScope>();
  const spans = new Map<string, { readonly start: bigint; readonly span: JsonSpan }[]>();
  const chunks = connection.prepare(
    "SELECT source, data FROM chunks WHERE id BETWEEN ? AND ? ORDER BY id",
  ).iterate(row.no * MAX_CHUNKS, row.no * MAX_CHUNKS + MAX_CHUNKS - 1);
  for (const chunk of chunks) {
    const source = sources.get(Number(chunk["source"]));
    const resource = resources.indexOf(source.resourceId, source.jsonResource);
    const scope = scopes.indexOf(source.scopeId, source.jsonScope);
    for (const span of decodeSpans([chunk["data"] as Uint8Array])) {
      const json = toJsonSpan(span, { resource, scope });
      const same = spans.get(span.spanId);
      const added = { start: span.startTimeUnixNano, span: json };
      if (same === undefined) spans.set(span.spanId, [added]);
      else if (!same.some((other) => isSame(other.span, json))) same.push(added);
    }
  }
  return {
    traceId: id,
    resources: resources.values,
    scopes: scopes.values,
    spans: [...spans.values()].flat()
      .sort((a, b) => a.start < b.start ? -1 : a.start > b.start ? 1 : 0)
      .map(({ span }) => span),
    logs: logsOfTrace(connection, id, sources),
  };
}

function logsOfTrace(
  connection: SqlConnection,
  traceId: string,
  sources: SourceReader,
): readonly JsonLogRecord[] {
  const rows = connection.prepare(
    "SELECT id, source, data FROM logs WHERE trace_key = ? ORDER BY time, id",
  ).iterate(traceKey(traceId));
  const logs: JsonLogRecord[] = [];
  for (const row of rows) {
    const [record] = decodeLogRecords([row["data"] as Uint8Array]);
    // The key is only a part of the id.
    if (record!.traceId !== traceId) continue;
    const source = sources.get(Number(row["source"]));
    logs.push(toJsonLog(record!, { id: Number(row["id"]), source }));
  }
  return logs;
}

function isSame(a: JsonSpan, b: JsonSpan): boolean {
  return a.name === b.name && a.startTimeUnixNano === b.startTimeUnixNano &&
    a.endTimeUnixNano === b.endTimeUnixNano;
}

function toJsonSpan(
  span: Span,
  { resource, scope }: { readonly resource: number; readonly scope: number },
): JsonSpan {
  return {
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    traceState: span.traceState,
    name: span.name,
    kind: span.kind,
    startTimeUnixNano: span.startTimeUnixNano.toString(),
    endTimeUnixNano: span.endTimeUnixNano.toString(),
    attributes: toJsonAttributes(span.attributes),
    events: span.events.map(({ name, timeUnixNano, attributes }) => ({
      name,
      timeUnixNano: timeUnixNano.toString(),
      attributes: toJsonAttributes(attributes),
    })),
    links: span.links.map(({ traceId, spanId, attributes }) => ({
      traceId,
      spanId,
      attributes: toJsonAttributes(attributes),
    })),
    status: { code: span.status?.code ?? 0, message: span.status?.message ?? "" },
    resource,
    scope,
  };
}

/** A list in which everything is once. */
class Numbered<T> {
  readonly values: T[] = [];
  readonly #indices = new Map<number, number>();

  indexOf(id: number, value: T): number {
    let index = this.#indices.get(id);
    if (index === undefined) {
      index = this.values.push(value) - 1;
      this.#indices.set(id, index);
    }
    return index;
  }
}
