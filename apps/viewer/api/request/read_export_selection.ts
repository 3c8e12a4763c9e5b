import type { ExportSelection } from "../../contract/mod.ts";
import { BadRequest } from "./bad_request.ts";
import type { QueryReader } from "./query_reader.ts";

/**
 * Reads what is to be exported: `run`, `trace`, `trace` with `span`, or nothing for all.
 *
 * @throws {BadRequest} If a parameter has a value that it cannot have, or they do not go together.
 */
export function readExportSelection(reader: QueryReader): ExportSelection {
  const run = reader.text("run");
  const traceId = reader.id("trace", 32);
  const spanId = reader.id("span", 16);
  reader.end();
  if (run !== undefined) {
    if (traceId !== undefined || spanId !== undefined) {
      throw new BadRequest("Cannot use parameter run: there is a trace or span, too");
    }
    return { kind: "run", run };
  }
  if (spanId !== undefined) {
    if (traceId === undefined) {
      throw new BadRequest("Cannot use parameter span: its trace is missing");
    }
    return { kind: "subtree", traceId, spanId };
  }
  return traceId === undefined ? { kind: "all" } : { kind: "trace", traceId };
}
