import { readTraceQuery } from "../request/read_trace_query.ts";
import { findPage } from "../request/find_page.ts";
import type { McpTool } from "./mcp_tool.ts";
import { MILLIS, MINUTES_AGO, toQuery } from "./to_query.ts";
import { toMillis, toTime } from "./to_time.ts";

/** Looks for traces. */
export const FIND_TRACES: McpTool = {
  name: "find_traces",
  description: "Finds traces that were received, the latest (or slowest) first. " +
    "Every condition has to hold for at least one span of a trace.",
  properties: {
    text: { type: "string", description: "words of span names" },
    service: { type: "string" },
    route: { type: "string", description: "such as: GET /rolldice" },
    run: { type: "string", description: "id of a run, one start of one command" },
    status: { enum: ["error", "ok"] },
    attributes: {
      type: "array",
      items: { type: "string" },
      description: "key:value, !key:value (not), or key (it is there)",
    },
    min_duration_ms: { type: "number" },
    max_duration_ms: { type: "number" },
    last_minutes: { type: "number", description: "how far back; default: everything" },
    order: { enum: ["start", "duration"] },
    limit: { type: "integer", minimum: 1, maximum: 500, default: 20 },
    cursor: { type: "string", description: "from the answer before, for what follows" },
  },
  async run(args, store) {
    const query = readTraceQuery(toQuery({ limit: 20, ...args }, {
      text: { name: "text" },
      service: { name: "service" },
      route: { name: "route" },
      run: { name: "run" },
      status: { name: "status" },
      attributes: { name: "attribute" },
      min_duration_ms: { name: "minDurationNano", convert: MILLIS },
      max_duration_ms: { name: "maxDurationNano", convert: MILLIS },
      last_minutes: { name: "from", convert: MINUTES_AGO },
      order: { name: "order" },
      limit: { name: "limit" },
      cursor: { name: "cursor" },
    }));
    const { items, cursor } = await findPage(query, (query) => store.findTraces(query));
    return {
      traces: items.map((trace) => ({
        trace_id: trace.traceId,
        name: trace.name,
        service: trace.service,
        start: toTime(trace.startUnixNano),
        duration_ms: toMillis(trace.durationNano),
        spans: trace.spanCount,
        errors: trace.errorCount,
        logs: trace.logCount,
        run: trace.run,
      })),
      cursor,
    };
  },
};
