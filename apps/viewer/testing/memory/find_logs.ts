import type { JsonLogRecord, LogQuery, Page } from "../../contract/mod.ts";
import { matchesAttributes, textOf } from "./matches_attributes.ts";
import type { StoredLog } from "./stored_items.ts";
import { takePage } from "./take_page.ts";

/** The log records that a query asks for, latest first. */
export function findLogs(logs: readonly StoredLog[], query: LogQuery): Page<JsonLogRecord> {
  const { from = "0", to = String(2n ** 63n), minSeverity = 0, maxSeverity = 24 } = query;
  const words = query.text?.toLowerCase().split(/\s+/).filter((word) => word !== "") ?? [];
  const found = logs.filter((stored) => {
    const { log, scope, run } = stored;
    const body = textOf(log.body).toLowerCase();
    return BigInt(log.timeUnixNano) >= BigInt(from) && BigInt(log.timeUnixNano) <= BigInt(to) &&
      log.severityNumber >= minSeverity && log.severityNumber <= maxSeverity &&
      (query.service ?? log.service) === log.service &&
      (query.scope ?? scope.name) === scope.name &&
      (query.run ?? run) === run &&
      (query.traceId ?? log.traceId) === log.traceId &&
      (query.spanId ?? log.spanId) === log.spanId &&
      !query.notServices?.includes(log.service) &&
      !query.notScopes?.includes(scope.name) &&
      !query.notRuns?.includes(run) &&
      !query.notTraceIds?.includes(log.traceId) &&
      !query.notSpanIds?.includes(log.spanId) &&
      words.every((word) => body.includes(word)) &&
      matchesAttributes({ attributes: log.attributes, origin: stored }, query.attributes);
  }).map(({ log }) => log)
    .sort((a, b) => Number(BigInt(b.timeUnixNano) - BigInt(a.timeUnixNano)) || b.id - a.id);
  return takePage(found, { limit: query.limit ?? 100, cursor: query.cursor });
}
