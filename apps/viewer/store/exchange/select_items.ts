import type { ExportSelection } from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";
import { decodeLogRecords, decodeSpans } from "../items/decode_parts.ts";
import { storedMetric, type StoredMetricRow } from "../items/stored_metric.ts";
import { MAX_CHUNKS } from "../dictionaries/trace_ledger.ts";
import { traceKey } from "../index/trace_key.ts";
import type { ExportedItem, ExportedSignal } from "./encode_line.ts";
import { subtreeIds } from "./subtree_ids.ts";

/** Which items, beginning where. */
export interface ItemQuery {
  readonly signal: ExportedSignal;
  readonly selection: ExportSelection;
  readonly from: { readonly row: number; readonly skipped: number };
}

const ALL_ROWS = Number.MAX_SAFE_INTEGER;
const OF_RUN = `($run IS NULL OR source IN (SELECT s.id FROM sources s
  JOIN resources r ON r.id = s.resource WHERE r.run = $run))`;

/** Reads the items of an export one after the other, in the order in which they were stored. */
export function* selectItems(
  connection: SqlConnection,
  { signal, selection, from }: ItemQuery,
): Generator<ExportedItem> {
  const items = signal === "traces"
    ? selectSpans(connection, selection, from.row)
    : signal === "logs"
    ? selectLogs(connection, selection, from.row)
    : selectPoints(connection, selection, from.row);
  for (const item of items) {
    if (item.row > from.row || item.index >= from.skipped) yield item;
  }
}

function* selectSpans(
  connection: SqlConnection,
  selection: ExportSelection,
  from: number,
): Generator<ExportedItem> {
  const [first, last] = chunkRange(connection, selection);
  const wanted = selection.kind === "subtree" ? subtreeIds(connection, selection) : undefined;
  const rows = connection.prepare(
    `SELECT id, source, data FROM chunks WHERE id BETWEEN $first AND $last AND ${OF_RUN}
      ORDER BY id`,
  ).iterate({ $first: Math.max(first, from), $last: last, $run: runOf(selection) });
  for (const { id, source, data } of rows) {
    for (const [index, value] of decodeSpans([data as Uint8Array]).entries()) {
      if (wanted !== undefined && !wanted.has(value.spanId)) continue;
      yield { signal: "traces", source: Number(source), row: Number(id), index, value };
    }
  }
}

function* selectLogs(
  connection: SqlConnection,
  selection: ExportSelection,
  from: number,
): Generator<ExportedItem> {
  const traceId = "traceId" in selection ? selection.traceId.toLowerCase() : undefined;
  const wanted = selection.kind === "subtree" ? subtreeIds(connection, selection) : undefined;
  const ofTrace = traceId === undefined ? "$key IS NULL" : "trace_key = $key";
  const rows = connection.prepare(
    `SELECT id, source, data FROM logs WHERE id >= $from AND ${ofTrace} AND ${OF_RUN} ORDER BY id`,
  ).iterate({
    $from: from,
    $key: traceId === undefined ? null : traceKey(traceId) || 0,
    $run: runOf(selection),
  });
  for (const { id, source, data } of rows) {
    const [value] = decodeLogRecords([data as Uint8Array]);
    if (traceId !== undefined && value!.traceId !== traceId) continue;
    if (wanted !== undefined && !wanted.has(value!.spanId)) continue;
    yield { signal: "logs", source: Number(source), row: Number(id), index: 0, value: value! };
  }
}

function* selectPoints(
  connection: SqlConnection,
  selection: ExportSelection,
  from: number,
): Generator<ExportedItem> {
  if ("traceId" in selection) return;
  const rows = connection.prepare(
    `SELECT p.id, s.source, s.metric, p.data, m.name, m.description, m.unit, m.kind, m.monotonic,
      m.temporality, m.metadata
      FROM points p JOIN series s ON s.id = p.series JOIN metrics m ON m.id = s.metric
      WHERE p.id >= $from AND ${OF_RUN.replace("source IN", "s.source IN")} ORDER BY p.id`,
  ).iterate({ $from: from, $run: runOf(selection) });
  for (const row of rows) {
    yield {
      signal: "metrics",
      source: Number(row["source"]),
      row: Number(row["id"]),
      index: 0,
      metric: Number(row["metric"]),
      value: storedMetric(row as unknown as StoredMetricRow, [row["data"] as Uint8Array]),
    };
  }
}

function chunkRange(
  connection: SqlConnection,
  selection: ExportSelection,
): readonly [first: number, last: number] {
  if (!("traceId" in selection)) return [0, ALL_ROWS];
  const id = selection.traceId.toLowerCase();
  const trace = connection.get<{ no: number }>(
    "SELECT no FROM traces WHERE key = ? AND id = ?",
    traceKey(id) || 0,
    id,
  );
  return trace === undefined
    ? [0, -1]
    : [trace.no * MAX_CHUNKS, trace.no * MAX_CHUNKS + MAX_CHUNKS - 1];
}

function runOf(selection: ExportSelection): string | null {
  return selection.kind === "run" ? selection.run : null;
}
