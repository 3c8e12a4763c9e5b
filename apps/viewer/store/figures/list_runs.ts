import type { Run } from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";

const MAX_RUNS = 1000;

interface RunRow {
  readonly id: string;
  readonly name: string | null;
  readonly pinned: number;
  readonly services: string;
  readonly first: string;
  readonly last: string;
  readonly spans: number;
  readonly errors: number;
  readonly logs: number;
  readonly points: number;
}

/** Reads runs, the latest first: all, at most 1,000, or the one with this id. */
export function listRuns(connection: SqlConnection, id?: string): readonly Run[] {
  return connection.find<RunRow>(
    `SELECT r.run AS id, max(runs.name) AS name, coalesce(max(runs.pinned), 0) AS pinned,
      json_group_array(DISTINCT r.service) AS services,
      CAST(min(bs.min_time) AS TEXT) AS first, CAST(max(bs.max_time) AS TEXT) AS last,
      sum(iif(b.kind = 1, bs.items, 0)) AS spans, sum(iif(b.kind = 1, bs.errors, 0)) AS errors,
      sum(iif(b.kind = 2, bs.items, 0)) AS logs, sum(iif(b.kind = 3, bs.items, 0)) AS points
      FROM block_sources bs JOIN blocks b ON b.id = bs.block JOIN sources s ON s.id = bs.source
      JOIN resources r ON r.id = s.resource LEFT JOIN runs ON runs.id = r.run
      WHERE r.run <> '' AND ($id IS NULL OR r.run = $id)
      GROUP BY r.run ORDER BY max(bs.max_time) DESC, r.run LIMIT ${MAX_RUNS}`,
    { $id: id ?? null },
  ).map((row) => ({
    id: row.id,
    ...(row.name !== null && { name: row.name }),
    pinned: row.pinned === 1,
    services: (JSON.parse(row.services) as string[]).sort(),
    firstUnixNano: row.first,
    lastUnixNano: row.last,
    spanCount: row.spans,
    errorCount: row.errors,
    logCount: row.logs,
    pointCount: row.points,
  }));
}
