import { exportPage } from "../exchange/export_page.ts";
import type { SqlConnection } from "../database/sql_connection.ts";
import { compareRuns } from "../figures/compare_runs.ts";
import { findLogs } from "../search/find_logs.ts";
import { findTraces } from "../search/find_traces.ts";
import { getMetric } from "../metrics/get_metric.ts";
import { getServices } from "../figures/get_services.ts";
import { getTrace } from "../items/get_trace.ts";
import { listMetrics } from "../metrics/list_metrics.ts";
import { listRuns } from "../figures/list_runs.ts";

/** All that can be asked of a database. */
const QUERIES = {
  compareRuns,
  exportPage,
  findLogs,
  findTraces,
  getMetric,
  getServices,
  getTrace,
  listMetrics,
  listRuns,
};

/** The names of the queries. */
export type QueryName = keyof typeof QUERIES;

/** What a query takes besides the connection. */
export type QueryArguments<Name extends QueryName> = Parameters<(typeof QUERIES)[Name]> extends
  [SqlConnection, ...infer Rest] ? Rest : never;

/** What a query returns. */
export type QueryResult<Name extends QueryName> = ReturnType<(typeof QUERIES)[Name]>;

/** Runs a query; all that it reads is of the same moment. */
export function runQuery<Name extends QueryName>(
  connection: SqlConnection,
  name: Name,
  args: QueryArguments<Name>,
): QueryResult<Name> {
  const query = QUERIES[name] as (...values: readonly unknown[]) => QueryResult<Name>;
  return connection.transaction(() => query(connection, ...args), "BEGIN");
}
