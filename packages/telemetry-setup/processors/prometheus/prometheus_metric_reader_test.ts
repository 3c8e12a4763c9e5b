import { diag, DiagLogLevel } from "@opentelemetry/api";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { deepEqual, equal } from "node:assert/strict";
import { PrometheusMetricReader } from "./prometheus_metric_reader.ts";

Deno.test(
  "PrometheusMetricReader names the flag and takes measurements on, when it may not listen",
  {
    permissions: {},
  },
  async () => {
    const lines: string[] = [];
    const ignore = () => {};
    const logger = { error: ignore, info: ignore, debug: ignore, verbose: ignore };
    diag.setLogger({ ...logger, warn: (line) => lines.push(line) }, {
      logLevel: DiagLogLevel.WARN,
      suppressOverrideMessage: true,
    });
    const reader = new PrometheusMetricReader();
    const provider = new MeterProvider({ readers: [reader] });
    provider.getMeter("dice").createCounter("dice.rolls").add(1);

    equal(await reader.url(), undefined);
    deepEqual(lines, [
      "Cannot serve metrics at http://localhost:9464/metrics: not permitted; " +
      "add --allow-net=localhost:9464",
    ]);
    await provider.shutdown();
    diag.disable();
  },
);

Deno.test(
  "PrometheusMetricReader keeps to the cardinality limit",
  { permissions: {} },
  async () => {
    const reader = new PrometheusMetricReader({ cardinalitySelector: () => 3 });
    const provider = new MeterProvider({ readers: [reader] });
    const rolls = provider.getMeter("dice").createCounter("dice.rolls");
    for (let value = 1; value <= 6; value++) rolls.add(1, { "roll.value": value });

    const { resourceMetrics } = await reader.collect();
    const points = resourceMetrics.scopeMetrics[0]!.metrics[0]!.dataPoints;
    deepEqual(points.map(({ attributes, value }) => [attributes, value]), [
      [{ "roll.value": 1 }, 1],
      [{ "roll.value": 2 }, 1],
      [{ "otel.metric.overflow": true }, 4],
    ]);
    await provider.shutdown();
  },
);
