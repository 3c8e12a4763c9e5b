import type { JsonLogRecord, LogQuery, Page } from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";
import { propertyToken } from "../index/attribute_token.ts";
import { BlockKind } from "../index/block.ts";
import { traceKey } from "../index/trace_key.ts";
import { BlockConditions } from "./block_conditions.ts";
import { decodeLogRecords } from "../items/decode_parts.ts";
import { groupBlocks } from "./group_blocks.ts";
import { listBlocks } from "./list_blocks.ts";
import { parseCursor, toCursor } from "./page_cursor.ts";
import { SourceReader } from "../items/source_reader.ts";
import { storedRange } from "./stored_range.ts";
import { toJsonLog } from "../items/to_json_log.ts";
import { walkBlocks } from "./walk_blocks.ts";
import { wordsQuery } from "./words_query.ts";

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/**
 * Finds log records, the latest first.
 *
 * @throws {SyntaxError} If the cursor, or an end of the time, cannot be read.
 */
export function findLogs(connection: SqlConnection, query: LogQuery): Page<JsonLogRecord> {
  const limit = Math.min(Math.max(query.limit ?? DEFAULT_LIMIT, 1), MAX_LIMIT);
  const conditions = logConditions(query);
  const sql = `SELECT l.id, CAST(l.time AS TEXT) AS value FROM logs l
    WHERE ${conditions.sql} ORDER BY l.time DESC, l.id DESC LIMIT ${limit + 1}`;
  const blocks = listBlocks(connection, {
    kind: BlockKind.LOGS,
    order: "max_time",
    ...storedRange(query),
    minValue: query.minSeverity ?? 0,
  });
  const found = walkBlocks(
    // The full-text index is gone through as a whole, however little of it is asked for.
    query.text === undefined ? blocks : groupBlocks(blocks),
    limit + 1,
    ({ first, last }) =>
      connection.find<{ id: number; value: string }>(sql, {
        ...conditions.values,
        $first: first,
        $last: last,
      }).map(({ id, value }) => ({ number: id, value: BigInt(value) })),
  );
  const members = found.slice(0, limit);
  return {
    items: readLogs(connection, members.map(({ number }) => number)),
    ...(found.length > limit && { cursor: toCursor(members.at(-1)!) }),
  };
}

/** Reads log records by their numbers, in that order. */
function readLogs(
  connection: SqlConnection,
  numbers: readonly number[],
): readonly JsonLogRecord[] {
  const sources = new SourceReader(connection);
  return numbers.flatMap((id) => {
    const row = connection.get<{ source: number; data: Uint8Array }>(
      "SELECT source, data FROM logs WHERE id = ?",
      id,
    );
    if (row === undefined) return [];
    const [record] = decodeLogRecords([row.data]);
    return [toJsonLog(record!, { id, source: sources.get(row.source) })];
  });
}

function logConditions(query: LogQuery): BlockConditions {
  const conditions = new BlockConditions("l.id", BlockKind.LOGS);
  const { from, to } = storedRange(query);
  if (query.traceId !== undefined) {
    conditions.add(`l.trace_key = ${conditions.bind(keyOf(query.traceId))}`);
  }
  // A record without a trace or span is in none of them: `<>` would leave it out.
  for (const id of query.notTraceIds ?? []) {
    conditions.add(`l.trace_key IS NOT ${conditions.bind(keyOf(id))}`);
  }
  for (const id of query.notSpanIds ?? []) {
    conditions.add(`l.span_id IS NOT ${conditions.bind(id)}`);
  }
  if (query.spanId !== undefined) conditions.add(`l.span_id = ${conditions.bind(query.spanId)}`);
  if (query.from !== undefined) conditions.add(`l.time >= ${conditions.bind(from)}`);
  if (query.to !== undefined) conditions.add(`l.time <= ${conditions.bind(to)}`);
  if (query.minSeverity !== undefined) {
    conditions.add(`l.severity >= ${conditions.bind(query.minSeverity)}`);
  }
  if (query.maxSeverity !== undefined) {
    conditions.add(`l.severity <= ${conditions.bind(query.maxSeverity)}`);
  }
  const excluded = { service: query.notServices, scope: query.notScopes, run: query.notRuns };
  for (const property of ["service", "scope", "run"] as const) {
    const value = query[property];
    if (value !== undefined) conditions.addToken([propertyToken(property, value)]);
    for (const value of excluded[property] ?? []) {
      conditions.addToken([propertyToken(property, value)], { negated: true });
    }
  }
  for (const filter of query.attributes ?? []) conditions.addAttribute(filter);
  const words = wordsQuery(query.text ?? "");
  if (words !== undefined) {
    conditions.add(`l.id IN (SELECT rowid FROM log_words
      WHERE log_words MATCH ${conditions.bind(words)} AND rowid BETWEEN $first AND $last)`);
  }
  if (query.cursor !== undefined) {
    const { value, number } = parseCursor(query.cursor);
    conditions.add(`(l.time, l.id) < (${conditions.bind(value)}, ${conditions.bind(number)})`);
  }
  return conditions;
}

/** What is no id has the key of no trace. */
function keyOf(traceId: string): number {
  const key = traceKey(traceId);
  return Number.isNaN(key) ? -1 : key;
}
