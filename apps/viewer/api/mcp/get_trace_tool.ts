import type { JsonSpan } from "../../contract/mod.ts";
import { BadRequest } from "../request/bad_request.ts";
import { readId } from "../request/query_reader.ts";
import type { McpTool } from "./mcp_tool.ts";
import { plainAttributes, plainValue } from "../data/plain_value.ts";
import { toMillis, toTime } from "./to_time.ts";

const KINDS = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"] as const;
const STATUSES = ["UNSET", "OK", "ERROR"] as const;
const MAX_SPANS = 1000;

/** Gets one trace. */
export const GET_TRACE: McpTool = {
  name: "get_trace",
  description: "Gets a trace: its spans in the order of their start, with their depth, " +
    "attributes and events, and its log records. Times are milliseconds since the trace's start.",
  properties: {
    trace_id: { type: "string", pattern: "^[0-9a-fA-F]{32}$" },
    max_spans: { type: "integer", minimum: 1, maximum: MAX_SPANS, default: 200 },
    errors_only: { type: "boolean", description: "only spans with the status ERROR" },
  },
  required: ["trace_id"],
  async run(
    { trace_id: id, max_spans: max = 200, errors_only: errorsOnly = false, ...others },
    store,
  ) {
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) {
      throw new BadRequest(`Cannot use argument ${unknown.slice(0, 60)}: it is unknown`);
    }
    if (typeof max !== "number" || !(max >= 1 && max <= MAX_SPANS)) {
      throw new BadRequest(`Cannot use argument max_spans: it is not from 1 to ${MAX_SPANS}`);
    }
    const trace = await store.getTrace(readId("trace_id", String(id), 32));
    if (trace === undefined) {
      throw new BadRequest("Cannot find the trace: it is not in the store", 404);
    }
    const { spans, logs, resources } = trace;
    const start = BigInt(spans[0]?.startTimeUnixNano ?? "0");
    const since = (nano: string) => toMillis(BigInt(nano) - start);
    const depths = depthsOf(spans);
    const chosen = spans.filter(({ status }) => errorsOnly !== true || status.code === 2);
    return {
      trace_id: trace.traceId,
      start: toTime(String(start)),
      span_count: spans.length,
      spans_left_out: Math.max(0, chosen.length - max),
      resources: resources.map(({ attributes }) => plainAttributes(attributes)),
      spans: chosen.slice(0, max).map((span) => ({
        span_id: span.spanId,
        parent_span_id: span.parentSpanId || undefined,
        depth: depths.get(span.spanId),
        name: span.name,
        kind: KINDS[span.kind] ?? span.kind,
        resource: span.resource,
        start_ms: since(span.startTimeUnixNano),
        duration_ms: span.endTimeUnixNano === "0"
          ? "not over"
          : toMillis(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)),
        status: span.status.message === ""
          ? STATUSES[span.status.code]
          : `${STATUSES[span.status.code]}: ${span.status.message}`,
        attributes: plainAttributes(span.attributes),
        events: span.events.map(({ name, timeUnixNano, attributes }) => ({
          name,
          at_ms: since(timeUnixNano),
          attributes: plainAttributes(attributes),
        })),
        links: span.links.map(({ traceId, spanId }) => ({ trace_id: traceId, span_id: spanId })),
      })),
      logs: logs.slice(0, max).map((log) => ({
        at_ms: since(log.timeUnixNano),
        severity: log.severityText || log.severityNumber,
        span_id: log.spanId,
        body: plainValue(log.body),
        attributes: plainAttributes(log.attributes),
      })),
    };
  },
};

/** How many spans are above each; bounded also where they go in a circle. */
function depthsOf(spans: readonly JsonSpan[]): ReadonlyMap<string, number> {
  const parents = new Map(spans.map(({ spanId, parentSpanId }) => [spanId, parentSpanId]));
  const depths = new Map<string, number>();
  for (const { spanId } of spans) {
    const path: string[] = [];
    const seen = new Set<string>();
    let at = spanId;
    while (parents.has(at) && !depths.has(at) && !seen.has(at)) {
      seen.add(at);
      path.push(at);
      at = parents.get(at)!;
    }
    let depth = depths.has(at) ? depths.get(at)! + 1 : 0;
    for (const id of path.reverse()) depths.set(id, depth++);
  }
  return depths;
}
