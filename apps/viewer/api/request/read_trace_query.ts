import type { TraceQuery } from "../../contract/mod.ts";
import type { QueryReader } from "./query_reader.ts";
import { BadRequest } from "./bad_request.ts";
import { readRange } from "./read_range.ts";
import { withoutAbsent } from "./without_absent.ts";

const DURATION = { min: 0, max: Number.MAX_SAFE_INTEGER };

/**
 * Reads what traces are looked for.
 *
 * @throws {BadRequest} If a parameter has a value that it cannot have, or is unknown.
 */
export function readTraceQuery(reader: QueryReader): TraceQuery {
  const query = withoutAbsent({
    ...readRange(reader),
    text: reader.text("text"),
    service: reader.text("service"),
    name: reader.text("name"),
    route: reader.text("route"),
    run: reader.text("run"),
    attributes: reader.attributes(),
    notServices: reader.texts("notService"),
    notRuns: reader.texts("notRun"),
    notNames: reader.texts("notName"),
    notRoutes: reader.texts("notRoute"),
    minDurationNano: reader.integer("minDurationNano", DURATION),
    maxDurationNano: reader.integer("maxDurationNano", DURATION),
    status: reader.choice("status", ["error", "ok"]),
    order: reader.choice("order", ["start", "duration"]),
    limit: reader.integer("limit", { min: 1, max: 500 }),
    cursor: reader.text("cursor"),
  });
  reader.end();
  if ((query.minDurationNano ?? 0) > (query.maxDurationNano ?? Infinity)) {
    throw new BadRequest("Cannot use parameter minDurationNano: it is above maxDurationNano");
  }
  return query;
}
