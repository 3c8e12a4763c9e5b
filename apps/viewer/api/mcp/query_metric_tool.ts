import type { MetricPoint, MetricSummary } from "../../contract/mod.ts";
import { BadRequest } from "../request/bad_request.ts";
import { readMetricQuery } from "../request/read_metric_query.ts";
import type { McpTool } from "./mcp_tool.ts";
import { plainAttributes } from "../data/plain_value.ts";
import { MINUTES_AGO, toQuery } from "./to_query.ts";
import { toTime } from "./to_time.ts";

const MAX_SERIES = 50;

/** Gets the points of a metric, or tells which metrics there are. */
export const QUERY_METRIC: McpTool = {
  name: "query_metric",
  description: "Gets the points of a metric, by its name. Without a name, or where several " +
    "services have it: the list of metrics to choose from.",
  properties: {
    name: { type: "string", description: "such as: http.server.request.duration" },
    service: { type: "string" },
    run: { type: "string", description: "id of a run, one start of one command" },
    split_by: { type: "string", description: "one series for each value of this attribute" },
    last_minutes: { type: "number", description: "how far back; default: everything" },
    max_points: { type: "integer", minimum: 1, maximum: 1000, default: 30 },
  },
  async run({ name, service, ...args }, store) {
    const metrics = (await store.listMetrics({})).filter((metric) =>
      (name === undefined || metric.name === name) &&
      (service === undefined || metric.service === service)
    );
    const [metric, other] = metrics;
    if (metric === undefined) {
      throw new BadRequest("Cannot find the metric: it is not in the store", 404);
    }
    if (name === undefined || other !== undefined) return { metrics: metrics.map(describe) };
    const reader = toQuery({ max_points: 30, ...args }, {
      run: { name: "run" },
      split_by: { name: "splitBy" },
      last_minutes: { name: "from", convert: MINUTES_AGO },
      max_points: { name: "maxPoints" },
    });
    const data = await store.getMetric(readMetricQuery(reader, String(metric.id)));
    const series = data?.series ?? [];
    return {
      metric: describe(metric),
      series_left_out: Math.max(0, series.length - MAX_SERIES),
      series: series.slice(0, MAX_SERIES).map(({ attributes, points, exemplars }) => ({
        attributes: plainAttributes(attributes),
        points: points.map(plainPoint),
        exemplars: exemplars.slice(-5).map((one) => ({
          time: toTime(one.timeUnixNano),
          value: one.value,
          trace_id: one.traceId || undefined,
        })),
      })),
    };
  },
};

function describe({ name, description, unit, kind, service, scope, attributeKeys }: MetricSummary) {
  return { name, description, unit, kind, service, scope, attribute_keys: attributeKeys };
}

/** Quantiles tell what buckets do, in a few words. */
function plainPoint({ timeUnixNano, buckets: _, ...figures }: MetricPoint) {
  return { time: toTime(timeUnixNano), ...figures };
}
