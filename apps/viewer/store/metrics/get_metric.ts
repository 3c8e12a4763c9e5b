import type { KeyValue, Metric } from "@otel-deno/otlp";
import type {
  JsonAttribute,
  JsonExemplar,
  MetricData,
  MetricQuery,
  MetricSeries,
} from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";
import { decodePoints } from "../items/decode_parts.ts";
import { bytesToAttributes } from "../items/stored_metric.ts";
import { type StoredRange, storedRange } from "../search/stored_range.ts";
import { toJsonAttributes } from "../items/to_json_value.ts";
import { combinePoints } from "./combine_points.ts";
import { listMetrics, SAME_METRIC, SERIES } from "./list_metrics.ts";
import { pointNumber, type ResolvedPoint, resolvePoints } from "./resolve_points.ts";
import { spreadExemplars } from "./spread_exemplars.ts";
import { toMetricPoint } from "./to_metric_point.ts";

const DEFAULT_POINTS = 300;
const MAX_POINTS = 5000;
const MAX_SERIES = 500;
/** So many points are read, the latest of each series. */
const MAX_READ = 50_000;
const MAX_EXEMPLARS = 100;
const DELTA = 1;

interface SeriesRow {
  readonly id: number;
  readonly kind: number;
  readonly monotonic: number;
  readonly temporality: number;
  readonly attributes: Uint8Array;
}

interface Group {
  readonly attributes: readonly JsonAttribute[];
  readonly senders: ResolvedPoint[][];
  readonly exemplars: JsonExemplar[];
}

/** Reads a metric with its points; undefined where there is none with that number. */
export function getMetric(connection: SqlConnection, query: MetricQuery): MetricData | undefined {
  const [metric] = listMetrics(connection, query);
  if (metric === undefined) return undefined;
  const range = storedRange(query);
  const rows = connection.find<SeriesRow>(
    `WITH of_id AS (SELECT m.name, m.unit, m.kind, m.monotonic, m.temporality, r.service,
        p.name AS scope FROM ${SERIES} WHERE s.id = $id)
      SELECT s.id, m.kind, m.monotonic, m.temporality, s.attributes FROM ${SERIES}
      WHERE ${SAME_METRIC} AND ($run IS NULL OR r.run = $run) AND EXISTS (SELECT 1 FROM points x
        WHERE x.series = s.id AND x.time BETWEEN $from AND $to)
      ORDER BY s.id DESC LIMIT ${MAX_SERIES}`,
    { $id: query.id, $run: query.run ?? null, $from: range.from, $to: range.to },
  ).toReversed();
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const points = readPoints(connection, row, {
      ...range,
      limit: Math.ceil(MAX_READ / rows.length),
    });
    const attributes = groupAttributes(bytesToAttributes(row.attributes), query.splitBy);
    const key = JSON.stringify(attributes);
    const group = groups.get(key) ?? { attributes, senders: [], exemplars: [] };
    groups.set(key, group);
    const resolved = resolvePoints(points, {
      isCumulative: row.temporality !== DELTA,
      isMonotonic: row.monotonic === 1,
    });
    group.senders.push(resolved.filter(({ time }) => time >= range.from && time <= range.to));
    group.exemplars.push(...exemplarsOf(points));
  }
  const maxPoints = Math.min(Math.max(query.maxPoints ?? DEFAULT_POINTS, 1), MAX_POINTS);
  return {
    metric,
    series: [...groups.values()].map(({ attributes, senders, exemplars }): MetricSeries => ({
      attributes,
      points: combinePoints(senders, {
        maxPoints,
        values: metric.kind === "gauge" ? "last" : "sum",
      }).map(toMetricPoint),
      exemplars: spreadExemplars(exemplars, MAX_EXEMPLARS),
    })),
  };
}

/** Reads the latest points in the range, and the one before them: what they are compared with. */
function readPoints(
  connection: SqlConnection,
  { id, kind }: SeriesRow,
  { from, to, limit }: StoredRange & { readonly limit: number },
): Metric {
  const rows = connection.find<{ data: Uint8Array }>(
    `SELECT data FROM points WHERE series = $id AND time <= $to AND time >= coalesce(
        (SELECT max(time) FROM points WHERE series = $id AND time < $from), $from)
      ORDER BY time DESC, id DESC LIMIT $limit`,
    { $id: id, $from: from, $to: to, $limit: limit + 1 },
  );
  return decodePoints(rows.toReversed().map(({ data }) => data), kind);
}

function groupAttributes(
  attributes: readonly KeyValue[],
  splitBy: string | undefined,
): readonly JsonAttribute[] {
  const sorted = toJsonAttributes(attributes).toSorted((a, b) => a.key < b.key ? -1 : 1);
  return splitBy === undefined ? sorted : sorted.filter(({ key }) => key === splitBy);
}

function exemplarsOf(
  { gauge, sum, histogram, exponentialHistogram }: Metric,
): readonly JsonExemplar[] {
  const points = gauge?.dataPoints ?? sum?.dataPoints ?? histogram?.dataPoints ??
    exponentialHistogram?.dataPoints ?? [];
  const found = new Map<string, JsonExemplar>();
  for (const exemplar of points.flatMap(({ exemplars }) => exemplars)) {
    const { timeUnixNano, traceId, spanId } = exemplar;
    const value = pointNumber(exemplar);
    // Some SDKs send one again with each export, as long as there is none that is newer.
    found.set(`${timeUnixNano} ${traceId} ${spanId} ${value}`, {
      timeUnixNano: timeUnixNano.toString(),
      value,
      traceId,
      spanId,
      attributes: toJsonAttributes(exemplar.filteredAttributes),
    });
  }
  return [...found.values()];
}
