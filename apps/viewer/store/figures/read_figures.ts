import type { RouteFigures, ServiceCall } from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";
import { BucketCounts } from "./bucket_counts.ts";
import { coveredSeconds } from "./covered_seconds.ts";
import type { FiguresQuery } from "./figures_query.ts";
import { storedRange } from "../search/stored_range.ts";

const SLOT_NANO = 10_000_000_000n;
const MAX_ROUTES = 1000;

interface FigureRow {
  readonly service: string;
  readonly caller: string | null;
  readonly route: string | null;
  readonly kind: number;
  readonly error: number;
  readonly bucket: number;
  readonly count: number;
}

interface Figures extends Pick<FigureRow, "service" | "caller" | "route" | "kind"> {
  readonly durations: BucketCounts;
  errorCount: number;
}

/**
 * Returns rate, errors and durations of each route, and of calls from one service to another. Time
 * is taken in steps of 10 seconds: those that an end of the range falls into are counted whole.
 * Durations are at most 1.1 % off.
 */
export function readFigures(
  connection: SqlConnection,
  query: FiguresQuery,
): { readonly routes: readonly RouteFigures[]; readonly calls: readonly ServiceCall[] } {
  const { from, to } = storedRange(query);
  const rows = connection.find<FigureRow>(
    `SELECT r.service, cr.service AS caller, n.name AS route, iif(f.caller = 0, f.kind, 0) AS kind,
      f.error, f.bucket, sum(f.count) AS count
      FROM figures f JOIN sources s ON s.id = f.source JOIN resources r ON r.id = s.resource
      LEFT JOIN names n ON n.id = f.route
      LEFT JOIN sources cs ON cs.id = f.caller LEFT JOIN resources cr ON cr.id = cs.resource
      WHERE f.slot BETWEEN $from AND $to AND ($run IS NULL OR r.run = $run)
        AND (f.caller = 0 OR cr.service IS NOT NULL)
      GROUP BY 1, 2, 3, 4, 5, 6`,
    { $from: from / SLOT_NANO, $to: to / SLOT_NANO, $run: query.run ?? null },
  );
  const groups = new Map<string, Figures>();
  for (const { service, caller, route, kind, error, bucket, count } of rows) {
    const key = JSON.stringify([service, caller, route, kind]);
    let group = groups.get(key);
    if (group === undefined) {
      group = { service, caller, route, kind, durations: new BucketCounts(), errorCount: 0 };
      groups.set(key, group);
    }
    group.durations.add(bucket, count);
    if (error === 1) group.errorCount += count;
  }
  const sorted = [...groups.values()].sort((a, b) => b.durations.total - a.durations.total);
  const secondsOf = coveredSeconds(connection, query);
  return {
    routes: sorted.filter(({ caller }) => caller === null).slice(0, MAX_ROUTES)
      .map((figures) => toRoute(figures, secondsOf(figures.service))),
    calls: sorted.filter(({ caller }) => caller !== null).slice(0, MAX_ROUTES).map(toCall),
  };
}

function toRoute({ service, route, kind, durations, errorCount }: Figures, seconds: number) {
  return {
    service,
    route: route ?? "",
    kind,
    count: durations.total,
    errorCount,
    perSecond: durations.total / seconds,
    p50Nano: durations.quantile(0.5),
    p95Nano: durations.quantile(0.95),
    p99Nano: durations.quantile(0.99),
  };
}

function toCall({ service, caller, durations, errorCount }: Figures): ServiceCall {
  const { total: count } = durations;
  return { from: caller ?? "", to: service, count, errorCount, p95Nano: durations.quantile(0.95) };
}
