import type { ServiceOverview } from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";
import { MAX_CHUNKS } from "../dictionaries/trace_ledger.ts";
import type { FiguresQuery } from "./figures_query.ts";
import { readFigures } from "./read_figures.ts";
import { storedRange } from "../search/stored_range.ts";

const MAX_SERVICES = 1000;

/** Reads all services of a stretch of time, with the figures of their routes and calls. */
export function getServices(
  connection: SqlConnection,
  query: FiguresQuery = {},
): ServiceOverview {
  const { from, to } = storedRange(query);
  // What a source has in a block is counted there; only where the range ends within, it is read.
  const services = connection.find<{
    name: string;
    language: string;
    spanCount: number;
    logCount: number;
    metricCount: number;
  }>(
    `WITH shares AS (
      SELECT bs.source, b.kind,
        CASE WHEN bs.min_time >= $from AND bs.max_time <= $to THEN bs.items
          WHEN b.kind = 1 THEN (SELECT coalesce(sum(c.spans), 0) FROM chunks c
            WHERE c.id BETWEEN b.first * ${MAX_CHUNKS} AND (b.first + b.members) * ${MAX_CHUNKS}
              AND c.source = bs.source AND c.time BETWEEN $from AND $to)
          WHEN b.kind = 2 THEN (SELECT count(*) FROM logs l
            WHERE l.id BETWEEN b.first AND b.first + b.members - 1
              AND l.source = bs.source AND l.time BETWEEN $from AND $to)
          ELSE 0 END AS items
      FROM block_sources bs JOIN blocks b ON b.id = bs.block
      WHERE bs.max_time >= $from AND bs.min_time <= $to
    ), by_source AS (
      SELECT source, sum(iif(kind = 1, items, 0)) AS spans, sum(iif(kind = 2, items, 0)) AS logs,
        max(kind = 3) AS has_points FROM shares GROUP BY source
    )
    SELECT r.service AS name, max(r.language) AS language, sum(spans) AS spanCount,
      sum(logs) AS logCount, (SELECT count(DISTINCT m.name) FROM series x
        JOIN metrics m ON m.id = x.metric JOIN sources xs ON xs.id = x.source
        JOIN resources xr ON xr.id = xs.resource
        JOIN by_source xb ON xb.source = x.source AND xb.has_points = 1
        WHERE xr.service = r.service AND ($run IS NULL OR xr.run = $run)) AS metricCount
    FROM by_source JOIN sources s ON s.id = by_source.source JOIN resources r ON r.id = s.resource
    WHERE $run IS NULL OR r.run = $run
    GROUP BY r.service ORDER BY spanCount DESC, name LIMIT ${MAX_SERVICES}`,
    { $from: from, $to: to, $run: query.run ?? null },
  );
  return {
    services: services
      .map(({ language, ...service }) => ({ ...service, ...(language !== "" && { language }) }))
      .filter(({ spanCount, logCount, metricCount }) => spanCount + logCount + metricCount > 0),
    ...readFigures(connection, query),
  };
}
