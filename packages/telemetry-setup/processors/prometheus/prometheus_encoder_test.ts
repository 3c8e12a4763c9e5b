import { emptyResource } from "@opentelemetry/resources";
import { DataPointType, type ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { deepEqual, equal, match } from "node:assert/strict";
import { sampleMetrics } from "../testdata/sample_metrics.ts";
import { createPrometheusEncoder, type PrometheusEncoderOptions } from "./prometheus_encoder.ts";

Deno.test("createPrometheusEncoder() writes each kind of metric", async () => {
  const dropped: string[] = [];
  const text = encode(await sampleMetrics(), {
    onDrop: (...drop) => dropped.push(drop.join(": ")),
  });
  equal(
    text,
    `# HELP target_info Target metadata
# TYPE target_info gauge
target_info{service_name="dice-server"} 1
# HELP dice_rolls_total The number of rolls by roll value
# TYPE dice_rolls_total counter
dice_rolls_total{roll_value="4",otel_scope_name="diceroller.meter"} 3
# TYPE dice_balance gauge
dice_balance{player="Jörg",otel_scope_name="diceroller.meter"} -1.5
# TYPE dice_temperature_celsius gauge
dice_temperature_celsius{otel_scope_name="diceroller.meter"} 21.5
# HELP http_server_request_duration_seconds Duration of HTTP server requests.
# TYPE http_server_request_duration_seconds histogram
${
      [["_bucket", "0.005", 0], ["_bucket", "0.5", 2], ["_bucket", "10", 2], ["_bucket", "+Inf", 3]]
        .map(([suffix, le, value]) => httpSample(`${suffix}`, `,le="${le}"`, Number(value)))
        .join("")
    }${httpSample("_sum", "", 12.3125)}${httpSample("_count", "", 3)}`,
  );
  deepEqual(dropped, ["dice.spread: Prometheus's text format has no such histograms"]);
});

Deno.test("createPrometheusEncoder() shows neither scope nor resource, when told so", async () => {
  const text = encode(await sampleMetrics(), { scopeLabels: false, targetInfo: false });
  equal(/otel_scope|target_info/.test(text), false);
  match(text, /^dice_temperature_celsius 21\.5$/m);
});

Deno.test("createPrometheusEncoder() labels samples with the resource, when told so", async () => {
  const text = encode(await sampleMetrics(), {
    resourceLabels: { included: ["service.*"] },
    scopeLabels: false,
  });
  match(text, /^dice_temperature_celsius\{service_name="dice-server"\} 21\.5$/m);
});

Deno.test("createPrometheusEncoder() drops the later metric, when types collide", async () => {
  const metrics = await sampleMetrics();
  const [gauge] = findMetrics(metrics, "dice.temperature");
  const counter = { ...gauge!, dataPointType: DataPointType.SUM, isMonotonic: true };
  const descriptor = { ...gauge!.descriptor, name: "a.b.total", unit: "" };
  const dropped: string[] = [];
  const text = encode(
    withMetrics([
      { ...gauge!, descriptor },
      { ...counter, descriptor: { ...descriptor, name: "a.b" } } as typeof gauge & object,
    ]),
    { onDrop: (...drop) => dropped.push(drop.join(": ")) },
  );
  equal(text.match(/^# TYPE/gm)?.length, 1);
  deepEqual(dropped, ["a.b: there is a gauge with the name a_b_total"]);
});

Deno.test("createPrometheusEncoder() keeps samples of one name together, when scopes share it", async () => {
  const [gauge] = findMetrics(await sampleMetrics(), "dice.temperature");
  const { resource, scopeMetrics } = withMetrics([gauge!]);
  const other = { scope: { name: "other" }, metrics: [gauge!] };
  equal(
    encode({ resource, scopeMetrics: [...scopeMetrics, other] }),
    `# TYPE dice_temperature_celsius gauge
dice_temperature_celsius{otel_scope_name="scope"} 21.5
dice_temperature_celsius{otel_scope_name="other"} 21.5
`,
  );
});

Deno.test("createPrometheusEncoder() shows no sum, when it can fall", async () => {
  const [histogram] = findMetrics(await sampleMetrics(), "http.server.request.duration");
  if (histogram?.dataPointType !== DataPointType.HISTOGRAM) throw new Error("no histogram");
  const [point] = histogram.dataPoints;
  const value = { ...point!.value, min: -1 };
  const text = encode(withMetrics([{ ...histogram, dataPoints: [{ ...point!, value }] }]));
  equal(text.includes("_sum"), false);
  equal(text.includes("_count"), true);
});

Deno.test("createPrometheusEncoder() does not let an attribute take the place of the bucket's bound", async () => {
  const [histogram] = findMetrics(await sampleMetrics(), "http.server.request.duration");
  if (histogram?.dataPointType !== DataPointType.HISTOGRAM) throw new Error("no histogram");
  const [point] = histogram.dataPoints;
  const text = encode(withMetrics([{
    ...histogram,
    dataPoints: [{ ...point!, attributes: { le: "mine" } }],
  }]));
  equal(text.includes("mine"), false);
});

Deno.test("createPrometheusEncoder() quotes names, when they are not escaped", async () => {
  const translation = { escape: false, suffixes: true };
  const text = encode(await sampleMetrics(), { translation, scopeLabels: false });
  match(text, /^# TYPE "dice.rolls_total" counter$/m);
  match(text, /^\{"dice.rolls_total","roll.value"="4"\} 3$/m);
  match(createPrometheusEncoder({ translation }).contentType, /version=1\.0\.0.*allow-utf-8/);
});

Deno.test("createPrometheusEncoder() writes OpenMetrics with exemplars, when told so", async () => {
  const metrics = await sampleMetrics();
  const [counter] = findMetrics(metrics, "dice.rolls");
  const [histogram] = findMetrics(metrics, "http.server.request.duration");
  const [gauge] = findMetrics(metrics, "dice.temperature");
  const time: [number, number] = [1_795_368_010, 407_000_000];
  const exemplars = [{ value: 0.25, time, filteredAttributes: { player: "ann" } }];
  for (const metric of [counter, histogram, gauge]) {
    Object.assign(metric!.dataPoints[0]!, { exemplars });
  }
  Object.assign(counter!.descriptor, { description: 'A "roll"' });
  const text = encode(metrics, { openMetrics: true, scopeLabels: false });
  equal(
    text,
    `# HELP target Target metadata
# TYPE target info
target_info{service_name="dice-server"} 1
# HELP dice_rolls A \\"roll\\"
# TYPE dice_rolls counter
dice_rolls_total{roll_value="4"} 3 # {player="ann"} 0.25 1795368010.407
# TYPE dice_balance gauge
dice_balance{player="Jörg"} -1.5
# TYPE dice_temperature_celsius gauge
dice_temperature_celsius 21.5
# HELP http_server_request_duration_seconds Duration of HTTP server requests.
# TYPE http_server_request_duration_seconds histogram
http_server_request_duration_seconds_bucket{http_route="/rolldice",le="0.005"} 0
http_server_request_duration_seconds_bucket{http_route="/rolldice",le="0.5"} 2 # {player="ann"} 0.25 1795368010.407
http_server_request_duration_seconds_bucket{http_route="/rolldice",le="10.0"} 2
http_server_request_duration_seconds_bucket{http_route="/rolldice",le="+Inf"} 3
http_server_request_duration_seconds_sum{http_route="/rolldice"} 12.3125
http_server_request_duration_seconds_count{http_route="/rolldice"} 3
# EOF
`,
  );
  // Prometheus's own format has no exemplars.
  equal(encode(metrics).includes(" # {"), false);
});

Deno.test("createPrometheusEncoder() calls a counter without suffix unknown, when it is OpenMetrics", async () => {
  const [counter] = findMetrics(await sampleMetrics(), "dice.rolls");
  const time: [number, number] = [1_795_368_010, 0];
  const exemplars = [{ value: 1, time, filteredAttributes: {} }];
  const dataPoints = counter!.dataPoints.map((point) => ({ ...point, exemplars }));
  const text = encode(withMetrics([{ ...counter!, dataPoints } as typeof counter & object]), {
    openMetrics: true,
    scopeLabels: false,
    translation: { escape: true, suffixes: false },
  });
  match(text, /^# TYPE dice_rolls unknown\ndice_rolls\{roll_value="4"\} 3\n# EOF\n$/m);
});

Deno.test("createPrometheusEncoder() answers, when there is nothing to show", () => {
  equal(encode({ resource: emptyResource(), scopeMetrics: [] }), "");
});

function encode(metrics: ResourceMetrics, options: PrometheusEncoderOptions = {}): string {
  return new TextDecoder().decode(createPrometheusEncoder(options).encode([metrics]));
}

function httpSample(suffix: string, label: string, value: number): string {
  const scope = 'otel_scope_name="http",otel_scope_schema_url="https://example.org/http/1",' +
    'otel_scope_version="1.2.3"';
  return `http_server_request_duration_seconds${suffix}{http_route="/rolldice",${scope}${label}} ${value}\n`;
}

function findMetrics({ scopeMetrics }: ResourceMetrics, name: string) {
  return scopeMetrics.flatMap(({ metrics }) => metrics)
    .filter(({ descriptor }) => descriptor.name === name);
}

function withMetrics(
  metrics: ResourceMetrics["scopeMetrics"][number]["metrics"],
): ResourceMetrics {
  return { resource: emptyResource(), scopeMetrics: [{ scope: { name: "scope" }, metrics }] };
}
