import { readLogQuery } from "../request/read_log_query.ts";
import { findPage } from "../request/find_page.ts";
import type { McpTool } from "./mcp_tool.ts";
import { plainAttributes, plainValue } from "../data/plain_value.ts";
import { MINUTES_AGO, toQuery } from "./to_query.ts";
import { toTime } from "./to_time.ts";

/** Looks for log records. */
export const SEARCH_LOGS: McpTool = {
  name: "search_logs",
  description: "Finds log records that were received, the latest first.",
  properties: {
    text: { type: "string", description: "words of the log record" },
    service: { type: "string" },
    run: { type: "string", description: "id of a run, one start of one command" },
    min_severity: {
      type: "integer",
      minimum: 0,
      maximum: 24,
      description: "1 trace, 5 debug, 9 info, 13 warn, 17 error, 21 fatal",
    },
    trace_id: { type: "string" },
    span_id: { type: "string" },
    attributes: {
      type: "array",
      items: { type: "string" },
      description: "key:value, !key:value (not), or key (it is there)",
    },
    last_minutes: { type: "number", description: "how far back; default: everything" },
    limit: { type: "integer", minimum: 1, maximum: 1000, default: 50 },
    cursor: { type: "string", description: "from the answer before, for what follows" },
  },
  async run(args, store) {
    const query = readLogQuery(toQuery({ limit: 50, ...args }, {
      text: { name: "text" },
      service: { name: "service" },
      run: { name: "run" },
      min_severity: { name: "minSeverity" },
      trace_id: { name: "traceId" },
      span_id: { name: "spanId" },
      attributes: { name: "attribute" },
      last_minutes: { name: "from", convert: MINUTES_AGO },
      limit: { name: "limit" },
      cursor: { name: "cursor" },
    }));
    const { items, cursor } = await findPage(query, (query) => store.findLogs(query));
    return {
      logs: items.map((log) => ({
        time: toTime(log.timeUnixNano),
        severity: log.severityText || log.severityNumber,
        service: log.service,
        body: plainValue(log.body),
        event: log.eventName || undefined,
        attributes: plainAttributes(log.attributes),
        trace_id: log.traceId || undefined,
        span_id: log.spanId || undefined,
      })),
      cursor,
    };
  },
};
