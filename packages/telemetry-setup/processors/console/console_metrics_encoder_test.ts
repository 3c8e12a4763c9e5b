import { emptyResource } from "@opentelemetry/resources";
import { AggregationTemporality, type ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { deepEqual, equal, ok } from "node:assert/strict";
import type { Exemplar } from "../exemplar.ts";
import { createConsoleMetricsEncoder } from "./console_metrics_encoder.ts";
// Printed by OpenTelemetry Python for the same points: see make_fixtures.py.
import printedByPython from "../testdata/console_output.json" with { type: "json" };
import { sampleMetrics } from "../testdata/sample_metrics.ts";

Deno.test("createConsoleMetricsEncoder() prints what Python prints, when the points are the same", async () => {
  // Python escapes text beyond ASCII.
  const python = printedByPython.metrics.join("\n").replaceAll("\\u00f6", "ö");

  equal(print([await sampleMetrics()]), python);
});

Deno.test("createConsoleMetricsEncoder() prints every digit of a time", async () => {
  const text = print([await sampleMetrics()]);

  ok(text.includes(`"start_time_unix_nano": 1795368010406164606,`));
  ok(text.includes(`"time_unix_nano": 1795368012667024690,`));
});

Deno.test("createConsoleMetricsEncoder() prints the protocol's number, when points are deltas", async () => {
  const printed = JSON.parse(print([await sampleMetrics(AggregationTemporality.DELTA)]));
  const metrics = printed.resource_metrics[0].scope_metrics[0].metrics as PrintedMetric[];

  equal(metrics.find((metric) => metric.name === "dice.rolls")!.data.aggregation_temporality, 1);
});

Deno.test("createConsoleMetricsEncoder() prints one object, when one export has several collections", async () => {
  const empty: ResourceMetrics = { resource: emptyResource(), scopeMetrics: [] };
  const metrics = await sampleMetrics();

  equal(JSON.parse(print([metrics, empty, metrics])).resource_metrics.length, 2);
});

Deno.test("createConsoleMetricsEncoder() prints null, when a histogram has no sum", async () => {
  const metrics = await sampleMetrics();
  const [metric] = metrics.scopeMetrics[1]!.metrics;
  const value = { count: 1, buckets: { boundaries: [], counts: [1] } };
  Object.assign(metric!.dataPoints[0]!, { value });

  const [point] = JSON.parse(print([metrics])).resource_metrics[0].scope_metrics[1].metrics[0].data
    .data_points;
  deepEqual([point.count, point.sum, point.min, point.max], [1, null, null, null]);
});

Deno.test("createConsoleMetricsEncoder() prints JSON that parses, when values are not finite", async () => {
  const metrics = await sampleMetrics();
  const [, , , gauge] = metrics.scopeMetrics[0]!.metrics;
  const point = { value: NaN, startTime: [NaN, NaN], attributes: { odd: undefined } };
  Object.assign(gauge!.dataPoints[0]!, point);

  const [printed] =
    JSON.parse(print([metrics])).resource_metrics[0].scope_metrics[0].metrics[3].data
      .data_points;
  equal(printed.value, "NaN");
  equal(printed.start_time_unix_nano, null);
  deepEqual(printed.attributes, { odd: null });
});

Deno.test("createConsoleMetricsEncoder() prints exemplars as Python does, with exact integers as ids", async () => {
  const metrics = await sampleMetrics();
  const filteredAttributes = { player: "ann" };
  const time: [number, number] = [1_795_368_010, 408_386_041];
  const traceId = "281a34561eb376d24d96813d75b4dd60";
  const exemplars: readonly Exemplar[] = [
    { value: 2, time, filteredAttributes, traceId, spanId: "51b4ed1acf5a0bb5" },
    { value: 3, time, filteredAttributes: {} },
  ];
  Object.assign(metrics.scopeMetrics[1]!.metrics[0]!.dataPoints[0]!, { exemplars });

  const text = print([metrics]).replace(/\s+/g, " ");
  const expected = '"exemplars": [ { "filtered_attributes": { "player": "ann" }, "value": 2, ' +
    '"time_unix_nano": 1795368010408386041, "span_id": 5887591312283798453, ' +
    '"trace_id": 53305181058141415683092556487171824992 }, ' +
    '{ "filtered_attributes": {}, "value": 3, "time_unix_nano": 1795368010408386041, ' +
    '"span_id": null, "trace_id": null } ]';
  ok(text.includes(expected), text);
});

Deno.test("createConsoleMetricsEncoder() prints nothing, when there are no data points", () => {
  const encoder = createConsoleMetricsEncoder();

  equal(encoder.encode([]), undefined);
  equal(encoder.encode([{ resource: emptyResource(), scopeMetrics: [] }]), undefined);
});

interface PrintedMetric {
  readonly name: string;
  readonly data: { readonly aggregation_temporality: number };
}

function print(collections: readonly ResourceMetrics[]): string {
  return new TextDecoder().decode(createConsoleMetricsEncoder().encode(collections));
}
