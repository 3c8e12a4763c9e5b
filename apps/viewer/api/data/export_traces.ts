import type { TelemetryStore, TraceQuery } from "../../contract/mod.ts";
import { findPage } from "../request/find_page.ts";
import type { Export } from "./export_response.ts";

/** Found at once, while the traces of the page before are on their way. */
const PAGE = 500;

/**
 * Exports the traces that a search finds, each with its log records, in the order of the list. With a
 * limit or a cursor it is that page of the list, else the whole list.
 */
export function exportTraces(store: TelemetryStore, query: TraceQuery): Export {
  return { lines: linesOf(store, query), name: "traces", what: "trace" };
}

async function* linesOf(store: TelemetryStore, query: TraceQuery): AsyncIterable<string> {
  const isPage = query.limit !== undefined || query.cursor !== undefined;
  let { cursor } = query;
  do {
    const page = await findPage(
      { limit: PAGE, ...query, ...cursor !== undefined && { cursor } },
      (query) => store.findTraces(query),
    );
    for (const { traceId } of page.items) yield* store.export({ kind: "trace", traceId });
    ({ cursor } = page);
  } while (cursor !== undefined && !isPage);
}
