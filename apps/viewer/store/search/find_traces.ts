import type { Page, TraceQuery, TraceSummary } from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";
import { attributeToken, propertyToken } from "../index/attribute_token.ts";
import { BlockKind } from "../index/block.ts";
import { BlockConditions } from "./block_conditions.ts";
import { listBlocks } from "./list_blocks.ts";
import { nameTokens } from "./name_tokens.ts";
import { parseCursor, toCursor } from "./page_cursor.ts";
import { storedRange } from "./stored_range.ts";
import { summarizeTraces } from "./summarize_traces.ts";
import { type OrderedMember, walkBlocks } from "./walk_blocks.ts";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/**
 * Finds traces: each positive condition holds for one of their spans, each negated one for none.
 *
 * @throws {SyntaxError} If the cursor, or an end of the time, cannot be read.
 */
export function findTraces(connection: SqlConnection, query: TraceQuery): Page<TraceSummary> {
  const limit = Math.min(Math.max(query.limit ?? DEFAULT_LIMIT, 1), MAX_LIMIT);
  const column = query.order === "duration" ? "duration" : "start";
  const conditions = traceConditions(connection, query);
  if (conditions === undefined) return { items: [] };
  if (query.cursor !== undefined) {
    const { value, number } = parseCursor(query.cursor);
    conditions.add(
      `(t.${column}, t.no) < (${conditions.bind(value)}, ${conditions.bind(number)})`,
    );
  }
  const sql = `SELECT t.no, CAST(t.${column} AS TEXT) AS value FROM traces t
    WHERE ${conditions.sql} ORDER BY t.${column} DESC, t.no DESC LIMIT ${limit + 1}`;
  const { from, to } = storedRange(query);
  const blocks = listBlocks(connection, {
    kind: BlockKind.TRACES,
    order: column === "duration" ? "max_value" : "max_time",
    from,
    to,
    minValue: query.minDurationNano ?? 0,
    maxValue: query.maxDurationNano,
    withErrors: query.status === "error",
  });
  const found = walkBlocks(
    blocks,
    limit + 1,
    ({ first, last }) =>
      connection.find<{ no: number; value: string }>(sql, {
        ...conditions.values,
        $first: first,
        $last: last,
      }).map(({ no, value }): OrderedMember => ({ number: no, value: BigInt(value) })),
  );
  const members = found.slice(0, limit);
  return {
    items: summarizeTraces(connection, members.map(({ number }) => number)),
    ...(found.length > limit && { cursor: toCursor(members.at(-1)!) }),
  };
}

/** Undefined where no trace can be found. */
function traceConditions(
  connection: SqlConnection,
  query: TraceQuery,
): BlockConditions | undefined {
  const conditions = new BlockConditions("t.no", BlockKind.TRACES);
  const { from, to } = storedRange(query);
  if (query.from !== undefined) conditions.add(`t.start >= ${conditions.bind(from)}`);
  if (query.to !== undefined) conditions.add(`t.start <= ${conditions.bind(to)}`);
  if (query.minDurationNano !== undefined) {
    conditions.add(`t.duration >= ${conditions.bind(query.minDurationNano)}`);
  }
  if (query.maxDurationNano !== undefined) {
    conditions.add(`t.duration <= ${conditions.bind(query.maxDurationNano)}`);
  }
  if (query.status !== undefined) {
    conditions.add(query.status === "error" ? "t.errors > 0" : "t.errors = 0");
  }
  const excluded = { service: query.notServices, run: query.notRuns };
  for (const property of ["service", "run"] as const) {
    const value = query[property];
    if (value !== undefined) conditions.addToken([propertyToken(property, value)]);
    for (const value of excluded[property] ?? []) {
      conditions.addToken([propertyToken(property, value)], { negated: true });
    }
  }
  for (const filter of query.attributes ?? []) conditions.addAttribute(filter);
  if (query.route !== undefined) conditions.addToken(routeTokens(connection, query.route));
  for (const route of query.notRoutes ?? []) {
    conditions.addToken(routeTokens(connection, route), { negated: true });
  }
  for (const name of query.notNames ?? []) {
    // A name that no span has excludes nothing.
    for (const token of nameTokens(connection, { name }).tokens) {
      conditions.addToken([token], { negated: true });
    }
  }
  const names = [
    ...(query.name === undefined ? [] : [nameTokens(connection, { name: query.name })]),
    ...(query.text === undefined ? [] : [nameTokens(connection, { text: query.text })]),
  ];
  for (const { tokens, isComplete, sql, words } of names) {
    if (isComplete && tokens.length === 0) return undefined;
    if (isComplete) {
      conditions.addMembers(
        `SELECT value FROM json_each(${conditions.bind(JSON.stringify(tokens))})`,
      );
    } else if (words !== undefined) conditions.addMembers(sql(conditions.bind(words)));
  }
  return conditions;
}

function routeTokens(connection: SqlConnection, route: string): readonly number[] {
  return [
    attributeToken("http.route", route),
    propertyToken("route", route),
    ...nameTokens(connection, { name: route }).tokens,
  ];
}
