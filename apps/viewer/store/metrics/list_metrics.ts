import type { MetricSummary, TimeRange } from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";
import { storedRange } from "../search/stored_range.ts";
import { bytesToAttributes } from "../items/stored_metric.ts";
import { metricKind, temporalityName } from "./metric_kind.ts";

const MAX_METRICS = 2000;
/** The keys of so many series are looked at. */
const MAX_SERIES = 200;

interface MetricRow {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly kind: number;
  readonly monotonic: number;
  readonly temporality: number;
  readonly service: string;
  readonly scope: string;
  readonly seriesCount: number;
  readonly points: number;
  readonly last: string;
}

/** Series of one metric of a service and scope, of whatever run: what `s` has in common with `$id`. */
export const SAME_METRIC = `m.name = (SELECT name FROM of_id) AND m.unit = (SELECT unit FROM of_id)
  AND m.kind = (SELECT kind FROM of_id) AND m.monotonic = (SELECT monotonic FROM of_id)
  AND m.temporality = (SELECT temporality FROM of_id)
  AND r.service = (SELECT service FROM of_id) AND p.name = (SELECT scope FROM of_id)`;

/** Series with all that they belong to. */
export const SERIES = `series s JOIN metrics m ON m.id = s.metric JOIN sources o ON o.id = s.source
  JOIN resources r ON r.id = o.resource JOIN scopes p ON p.id = o.scope`;

/** Which metrics. */
export type MetricsQuery = TimeRange & {
  readonly run?: string;
  /** Only the one with this number. */
  readonly id?: number;
};

/** Lists metrics that have points: at most 2,000, by service, scope and name. */
export function listMetrics(
  connection: SqlConnection,
  query: MetricsQuery = {},
): readonly MetricSummary[] {
  const { from, to } = storedRange(query);
  const one = query.id === undefined ? "" : `AND ${SAME_METRIC}`;
  const rows = connection.find<MetricRow>(
    `WITH of_id AS (SELECT m.name, m.unit, m.kind, m.monotonic, m.temporality, r.service,
        p.name AS scope FROM ${SERIES} WHERE s.id = $id),
      counted AS (SELECT s.id, m.name, m.description, m.unit, m.kind, m.monotonic, m.temporality,
        r.service, p.name AS scope, s.attributes,
        (SELECT count(*) FROM points x WHERE x.series = s.id AND x.time BETWEEN $from AND $to)
          AS points,
        (SELECT max(x.time) FROM points x WHERE x.series = s.id AND x.time <= $to) AS last
        FROM ${SERIES} WHERE ($run IS NULL OR r.run = $run) ${one})
    SELECT min(id) AS id, name, max(description) AS description, unit, kind, monotonic,
      temporality, service, scope, count(DISTINCT attributes) AS seriesCount,
      sum(points) AS points, CAST(max(last) AS TEXT) AS last
    FROM counted WHERE points > 0
    GROUP BY name, unit, kind, monotonic, temporality, service, scope
    ORDER BY service, scope, name LIMIT ${MAX_METRICS}`,
    { $from: from, $to: to, $run: query.run ?? null, $id: query.id ?? null },
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    unit: row.unit,
    kind: metricKind(row.kind),
    monotonic: row.monotonic === 1,
    temporality: temporalityName(row.temporality),
    service: row.service,
    scope: row.scope,
    seriesCount: row.seriesCount,
    pointCount: row.points,
    lastUnixNano: row.last,
    attributeKeys: attributeKeys(connection, row.id),
  }));
}

function attributeKeys(connection: SqlConnection, id: number): readonly string[] {
  const rows = connection.find<{ attributes: Uint8Array }>(
    `WITH of_id AS (SELECT m.name, m.unit, m.kind, m.monotonic, m.temporality, r.service,
        p.name AS scope FROM ${SERIES} WHERE s.id = $id)
      SELECT DISTINCT s.attributes FROM ${SERIES} WHERE ${SAME_METRIC} LIMIT ${MAX_SERIES}`,
    { $id: id },
  );
  const keys = rows.flatMap(({ attributes }) => bytesToAttributes(attributes))
    .map(({ key }) => key);
  return [...new Set(keys)].sort();
}
