import { type HrTime, ValueType } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  DataPointType,
  type MetricData,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";

const TIMES: { readonly startTime: HrTime; readonly endTime: HrTime } = {
  startTime: [1_795_368_010, 406_164_606],
  endTime: [1_795_368_012, 667_024_690],
};
const DOUBLES = [0, -0, 0.1, -1.5, 1e300, 5e-324];
const INTEGERS = [0, -1, 2 ** 32, 2 ** 53, -(2 ** 63)];

/**
 * A collection of metrics, as the SDK hands it over, with what a measurement cannot easily bring
 * about: numbers at every limit, both temporalities of every kind, distributions without sum, minimum
 * and buckets, and a scope without metrics.
 */
export function richMetrics(): ResourceMetrics {
  const temporalities = [AggregationTemporality.CUMULATIVE, AggregationTemporality.DELTA];
  return {
    resource: resourceFromAttributes({ "service.name": "dice-server" }, {
      schemaUrl: "https://opentelemetry.io/schemas/1.37.0",
    }),
    scopeMetrics: [
      { scope: { name: "empty" }, metrics: [] },
      {
        scope: { name: "", version: "1.2.3", schemaUrl: "https://example.org/1" },
        metrics: temporalities.flatMap(everyKind),
      },
    ],
  };
}

function everyKind(aggregationTemporality: AggregationTemporality): MetricData[] {
  const common = { aggregationTemporality, descriptor: descriptor("of doubles", ValueType.DOUBLE) };
  const integers = { aggregationTemporality, descriptor: descriptor("of ints", ValueType.INT) };
  return [
    {
      ...common,
      dataPointType: DataPointType.GAUGE,
      dataPoints: points(DOUBLES),
    },
    {
      ...integers,
      dataPointType: DataPointType.SUM,
      isMonotonic: true,
      dataPoints: points(INTEGERS),
    },
    { ...common, dataPointType: DataPointType.SUM, isMonotonic: false, dataPoints: points([-0.5]) },
    { ...common, dataPointType: DataPointType.GAUGE, dataPoints: [] },
    {
      ...common,
      dataPointType: DataPointType.HISTOGRAM,
      dataPoints: points([
        {
          count: 2 ** 40,
          sum: 12.3125,
          min: -0.5,
          max: 12,
          buckets: { boundaries: [0.005, 0.5], counts: [2 ** 40 - 1, 0, 1] },
        },
        { count: 0, buckets: { boundaries: [], counts: [] } },
      ]),
    },
    {
      ...common,
      dataPointType: DataPointType.EXPONENTIAL_HISTOGRAM,
      dataPoints: points([
        {
          count: 300,
          sum: 7,
          scale: -10,
          zeroCount: 1,
          positive: { offset: -1000, bucketCounts: [1, 0, 297] },
          negative: { offset: 1000, bucketCounts: [1] },
          min: -4,
          max: 4,
        },
        {
          count: 0,
          scale: 20,
          zeroCount: 0,
          positive: { offset: 0, bucketCounts: [] },
          negative: { offset: 0, bucketCounts: [] },
        },
      ]),
    },
  ];
}

function descriptor(unit: string, valueType: ValueType) {
  return { name: `dice.${valueType}`, description: "Würfel 🎲", unit, valueType };
}

function points<T>(values: readonly T[]) {
  return values.map((value, index) => ({
    ...TIMES,
    attributes: index === 0 ? {} : { index, player: "Jörg", list: ["a"], ratio: 0.5, yes: true },
    value,
  }));
}
