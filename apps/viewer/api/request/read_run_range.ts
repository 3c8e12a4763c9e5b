import type { TimeRange } from "../../contract/mod.ts";
import type { QueryReader } from "./query_reader.ts";
import { readRange } from "./read_range.ts";
import { withoutAbsent } from "./without_absent.ts";

/**
 * Reads `from`, `to` and `run`.
 *
 * @throws {BadRequest} If a parameter has a value that it cannot have, or is unknown.
 */
export function readRunRange(reader: QueryReader): TimeRange & { readonly run?: string } {
  const range = withoutAbsent({ ...readRange(reader), run: reader.text("run") });
  reader.end();
  return range;
}
