import type { TimeRange } from "../../contract/mod.ts";
import { BadRequest } from "./bad_request.ts";
import type { QueryReader } from "./query_reader.ts";

/**
 * Reads `from` and `to`.
 *
 * @throws {BadRequest} If one is no time, or they are in the wrong order.
 */
export function readRange(reader: QueryReader): TimeRange {
  const from = reader.time("from");
  const to = reader.time("to");
  if (from !== undefined && to !== undefined && BigInt(from) > BigInt(to)) {
    throw new BadRequest("Cannot use parameter from: it is after to");
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
