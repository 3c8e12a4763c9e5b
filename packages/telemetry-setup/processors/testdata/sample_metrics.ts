import { type HrTime, ValueType } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  AggregationType,
  MeterProvider,
  MetricReader,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";

const START: HrTime = [1_795_368_010, 406_164_606];
const END: HrTime = [1_795_368_012, 667_024_690];

/**
 * Collects one metric of each kind with the npm SDK, the same ones at each call: two sums, a
 * gauge, a histogram and an exponential histogram. The SDK offers no clock to set, so the points'
 * times are put in afterwards.
 */
export async function sampleMetrics(
  temporality: AggregationTemporality = AggregationTemporality.CUMULATIVE,
): Promise<ResourceMetrics> {
  const reader = new ManualReader({ aggregationTemporalitySelector: () => temporality });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ "service.name": "dice-server" }),
    readers: [reader],
    views: [{
      instrumentName: "dice.spread",
      aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM, options: { maxSize: 4 } },
    }],
  });

  const dice = provider.getMeter("diceroller.meter");
  dice.createCounter("dice.rolls", {
    description: "The number of rolls by roll value",
    unit: "{roll}",
    valueType: ValueType.INT,
  }).add(3, { "roll.value": 4 });
  dice.createUpDownCounter("dice.balance").add(-1.5, { player: "Jörg" });
  dice.createGauge("dice.temperature", { unit: "Cel" }).record(21.5);
  const spread = dice.createHistogram("dice.spread");
  for (const value of [0, 1, 2, 4]) spread.record(value);

  const http = provider.getMeter("http", "1.2.3", { schemaUrl: "https://example.org/http/1" });
  const duration = http.createHistogram("http.server.request.duration", {
    description: "Duration of HTTP server requests.",
    unit: "s",
    advice: { explicitBucketBoundaries: [0.005, 0.5, 10] },
  });
  for (const value of [0.25, 0.0625, 12]) duration.record(value, { "http.route": "/rolldice" });

  const { resourceMetrics, errors } = await reader.collect();
  await provider.shutdown();
  if (errors.length > 0) throw new AggregateError(errors, "Cannot collect the sample metrics");
  for (const point of resourceMetrics.scopeMetrics.flatMap(pointsOf)) {
    Object.assign(point, { startTime: START, endTime: END });
  }
  return resourceMetrics;
}

function pointsOf({ metrics }: ResourceMetrics["scopeMetrics"][number]): object[] {
  return metrics.flatMap((metric): object[] => metric.dataPoints);
}

class ManualReader extends MetricReader {
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }

  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}
