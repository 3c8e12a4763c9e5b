import type { MetricQuery } from "../../contract/mod.ts";
import { BadRequest } from "./bad_request.ts";
import type { QueryReader } from "./query_reader.ts";
import { readRange } from "./read_range.ts";
import { withoutAbsent } from "./without_absent.ts";

/**
 * Reads which points of a metric are asked for.
 *
 * @param id The metric's, as it stands in the path.
 * @throws {BadRequest} If a parameter has a value that it cannot have, or is unknown.
 */
export function readMetricQuery(reader: QueryReader, id: string): MetricQuery {
  if (!/^\d{1,15}$/.test(id)) {
    throw new BadRequest("Cannot use the metric's id: it is not a number");
  }
  const query = withoutAbsent({
    ...readRange(reader),
    id: Number(id),
    run: reader.text("run"),
    splitBy: reader.text("splitBy"),
    maxPoints: reader.integer("maxPoints", { min: 1, max: 10_000 }),
  });
  reader.end();
  return query;
}
