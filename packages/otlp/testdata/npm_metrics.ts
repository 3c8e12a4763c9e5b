import { type HrTime, ValueType } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AggregationTemporality as SdkTemporality,
  DataPointType,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";
import { AggregationTemporality, type MetricsData } from "../mod.ts";

const SDK_TIMES: { readonly startTime: HrTime; readonly endTime: HrTime } = {
  startTime: [1_795_368_010, 406_164_606],
  endTime: [1_795_368_012, 667_024_690],
};

/** Metrics as the npm SDK hands them to exporters; as in `NPM_SPAN`, no count is 0. */
export const NPM_METRICS: ResourceMetrics = {
  resource: resourceFromAttributes({ "service.name": "dice-server" }),
  scopeMetrics: [{
    scope: { name: "diceroller", version: "1.2.3", schemaUrl: "https://example.org/scope" },
    metrics: [
      {
        descriptor: {
          name: "dice.rolls",
          description: "The number of rolls",
          unit: "{roll}",
          valueType: ValueType.INT,
        },
        dataPointType: DataPointType.SUM,
        aggregationTemporality: SdkTemporality.CUMULATIVE,
        isMonotonic: true,
        dataPoints: [{ ...SDK_TIMES, attributes: { "roll.value": 4 }, value: 3 }],
      },
      {
        descriptor: {
          name: "dice.temperature",
          description: "",
          unit: "Cel",
          valueType: ValueType.DOUBLE,
        },
        dataPointType: DataPointType.GAUGE,
        aggregationTemporality: SdkTemporality.CUMULATIVE,
        dataPoints: [{ ...SDK_TIMES, attributes: {}, value: -21.5 }],
      },
      {
        descriptor: { name: "wait", description: "", unit: "s", valueType: ValueType.DOUBLE },
        dataPointType: DataPointType.HISTOGRAM,
        aggregationTemporality: SdkTemporality.DELTA,
        dataPoints: [{
          ...SDK_TIMES,
          attributes: { player: "Jörg" },
          value: {
            count: 3,
            sum: 12.3125,
            min: 0.0625,
            max: 12,
            buckets: { boundaries: [0.005, 0.5, 10], counts: [0, 2, 0, 1] },
          },
        }],
      },
      {
        descriptor: { name: "spread", description: "", unit: "", valueType: ValueType.DOUBLE },
        dataPointType: DataPointType.EXPONENTIAL_HISTOGRAM,
        aggregationTemporality: SdkTemporality.CUMULATIVE,
        dataPoints: [{
          ...SDK_TIMES,
          attributes: {},
          value: {
            count: 300,
            sum: 7,
            scale: -3,
            zeroCount: 1,
            positive: { offset: -1, bucketCounts: [1, 0, 298] },
            negative: { offset: 0, bucketCounts: [] },
            min: 0,
            max: 4,
          },
        }],
      },
    ],
  }],
};

const TIMES = {
  startTimeUnixNano: 1_795_368_010_406_164_606n,
  timeUnixNano: 1_795_368_012_667_024_690n,
};
const COMMON = { exemplars: [], flags: 0 };

/** The same as a record. */
export const NPM_METRICS_RECORD: MetricsData = {
  resourceMetrics: [{
    resource: {
      attributes: [{ key: "service.name", value: { stringValue: "dice-server" } }],
      droppedAttributesCount: 0,
      entityRefs: [],
    },
    scopeMetrics: [{
      scope: { name: "diceroller", version: "1.2.3", attributes: [], droppedAttributesCount: 0 },
      metrics: [
        {
          name: "dice.rolls",
          description: "The number of rolls",
          unit: "{roll}",
          sum: {
            dataPoints: [{
              ...TIMES,
              ...COMMON,
              attributes: [{ key: "roll.value", value: { intValue: 4n } }],
              asInt: 3n,
            }],
            aggregationTemporality: AggregationTemporality.CUMULATIVE,
            isMonotonic: true,
          },
          metadata: [],
        },
        {
          name: "dice.temperature",
          description: "",
          unit: "Cel",
          gauge: { dataPoints: [{ ...TIMES, ...COMMON, attributes: [], asDouble: -21.5 }] },
          metadata: [],
        },
        {
          name: "wait",
          description: "",
          unit: "s",
          histogram: {
            dataPoints: [{
              ...TIMES,
              ...COMMON,
              attributes: [{ key: "player", value: { stringValue: "Jörg" } }],
              count: 3n,
              sum: 12.3125,
              min: 0.0625,
              max: 12,
              bucketCounts: [0n, 2n, 0n, 1n],
              explicitBounds: [0.005, 0.5, 10],
            }],
            aggregationTemporality: AggregationTemporality.DELTA,
          },
          metadata: [],
        },
        {
          name: "spread",
          description: "",
          unit: "",
          exponentialHistogram: {
            dataPoints: [{
              ...TIMES,
              ...COMMON,
              attributes: [],
              count: 300n,
              sum: 7,
              scale: -3,
              zeroCount: 1n,
              positive: { offset: -1, bucketCounts: [1n, 0n, 298n] },
              negative: { offset: 0, bucketCounts: [] },
              min: 0,
              max: 4,
              zeroThreshold: 0,
            }],
            aggregationTemporality: AggregationTemporality.CUMULATIVE,
          },
          metadata: [],
        },
      ],
      schemaUrl: "https://example.org/scope",
    }],
    schemaUrl: "",
  }],
};
