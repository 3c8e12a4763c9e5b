import type { TraceSummary } from "../../contract/mod.ts";
import type { SqlConnection } from "../database/sql_connection.ts";

interface SummaryRow {
  readonly id: string;
  readonly key: number;
  readonly name: string | null;
  readonly route: string | null;
  readonly service: string | null;
  readonly run: string | null;
  readonly start: string;
  readonly duration: number;
  readonly spans: number;
  readonly errors: number;
  readonly open: number;
  readonly services: string;
}

/** Returns lines of the list of traces, in the order of the numbers that are given. */
export function summarizeTraces(
  connection: SqlConnection,
  numbers: readonly number[],
): readonly TraceSummary[] {
  return numbers.flatMap((number) => {
    const row = connection.get<SummaryRow>(
      `SELECT t.id, t.key, n.name, o.name AS route, r.service, r.run,
        CAST(t.start AS TEXT) AS start, t.duration, t.spans, t.errors, t.open, t.services
        FROM traces t LEFT JOIN names n ON n.id = t.name LEFT JOIN names o ON o.id = t.route
        LEFT JOIN sources s ON s.id = t.source LEFT JOIN resources r ON r.id = s.resource
        WHERE t.no = ?`,
      number,
    );
    return row === undefined ? [] : [summarize(connection, row)];
  });
}

function summarize(connection: SqlConnection, row: SummaryRow): TraceSummary {
  const { logs } = connection.get<{ logs: number }>(
    "SELECT count(*) AS logs FROM logs WHERE trace_key = ?",
    row.key,
  )!;
  const services = connection.all<{ name: string; spanCount: number }>(
    `SELECT r.service AS name, sum(j.value ->> 1) AS spanCount FROM json_each(?) j
      JOIN sources s ON s.id = j.value ->> 0 JOIN resources r ON r.id = s.resource
      GROUP BY r.service ORDER BY spanCount DESC, name`,
    row.services,
  );
  return {
    traceId: row.id,
    name: row.name ?? "",
    service: row.service ?? "",
    ...(row.route !== null && { route: row.route }),
    startUnixNano: row.start,
    durationNano: row.duration,
    spanCount: row.spans,
    errorCount: row.errors,
    openCount: row.open,
    logCount: logs,
    services: services.map(({ name, spanCount }) => ({ name, spanCount })),
    ...(row.run && { run: row.run }),
  };
}
