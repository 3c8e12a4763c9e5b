import type { LogQuery } from "../../contract/mod.ts";
import type { QueryReader } from "./query_reader.ts";
import { readRange } from "./read_range.ts";
import { withoutAbsent } from "./without_absent.ts";

/**
 * Reads what log records are looked for.
 *
 * @throws {BadRequest} If a parameter has a value that it cannot have, or is unknown.
 */
export function readLogQuery(reader: QueryReader): LogQuery {
  const query = withoutAbsent({
    ...readRange(reader),
    text: reader.text("text"),
    service: reader.text("service"),
    scope: reader.text("scope"),
    run: reader.text("run"),
    minSeverity: reader.integer("minSeverity", { min: 0, max: 24 }),
    maxSeverity: reader.integer("maxSeverity", { min: 0, max: 24 }),
    traceId: reader.id("traceId", 32),
    spanId: reader.id("spanId", 16),
    attributes: reader.attributes(),
    notServices: reader.texts("notService"),
    notScopes: reader.texts("notScope"),
    notRuns: reader.texts("notRun"),
    notTraceIds: reader.ids("notTraceId", 32),
    notSpanIds: reader.ids("notSpanId", 16),
    limit: reader.integer("limit", { min: 1, max: 1000 }),
    cursor: reader.text("cursor"),
  });
  reader.end();
  return query;
}
