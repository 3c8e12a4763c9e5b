import type {
  Exemplar,
  ExponentialHistogramBuckets,
  ExponentialHistogramDataPoint,
  HistogramDataPoint,
  NumberDataPoint,
  SummaryDataPoint,
  ValueAtQuantile,
} from "../records/data_points.ts";
import { KEY_VALUE } from "./any_value_schema.ts";
import { describeMessage, type Message } from "./message.ts";

/** `opentelemetry.proto.metrics.v1.NumberDataPoint` */
export const NUMBER_DATA_POINT: Message = describeMessage<NumberDataPoint>(
  "NumberDataPoint",
  () => ({
    startTimeUnixNano: [2, "fixed64"],
    timeUnixNano: [3, "fixed64"],
    asDouble: [4, "double", "oneof"],
    exemplars: [5, EXEMPLAR, "repeated"],
    asInt: [6, "sfixed64", "oneof"],
    attributes: [7, KEY_VALUE, "repeated"],
    flags: [8, "uint32"],
  }),
);

/** `opentelemetry.proto.metrics.v1.HistogramDataPoint` */
export const HISTOGRAM_DATA_POINT: Message = describeMessage<HistogramDataPoint>(
  "HistogramDataPoint",
  () => ({
    startTimeUnixNano: [2, "fixed64"],
    timeUnixNano: [3, "fixed64"],
    count: [4, "fixed64"],
    sum: [5, "double", "optional"],
    bucketCounts: [6, "fixed64", "repeated"],
    explicitBounds: [7, "double", "repeated"],
    exemplars: [8, EXEMPLAR, "repeated"],
    attributes: [9, KEY_VALUE, "repeated"],
    flags: [10, "uint32"],
    min: [11, "double", "optional"],
    max: [12, "double", "optional"],
  }),
);

/** `opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint` */
export const EXPONENTIAL_HISTOGRAM_DATA_POINT: Message = describeMessage<
  ExponentialHistogramDataPoint
>("ExponentialHistogramDataPoint", () => ({
  attributes: [1, KEY_VALUE, "repeated"],
  startTimeUnixNano: [2, "fixed64"],
  timeUnixNano: [3, "fixed64"],
  count: [4, "fixed64"],
  sum: [5, "double", "optional"],
  scale: [6, "sint32"],
  zeroCount: [7, "fixed64"],
  positive: [8, BUCKETS],
  negative: [9, BUCKETS],
  flags: [10, "uint32"],
  exemplars: [11, EXEMPLAR, "repeated"],
  min: [12, "double", "optional"],
  max: [13, "double", "optional"],
  zeroThreshold: [14, "double"],
}));

const BUCKETS: Message = describeMessage<ExponentialHistogramBuckets>(
  "ExponentialHistogramBuckets",
  () => ({
    offset: [1, "sint32"],
    bucketCounts: [2, "uint64", "repeated"],
  }),
);

/** `opentelemetry.proto.metrics.v1.SummaryDataPoint` */
export const SUMMARY_DATA_POINT: Message = describeMessage<SummaryDataPoint>(
  "SummaryDataPoint",
  () => ({
    startTimeUnixNano: [2, "fixed64"],
    timeUnixNano: [3, "fixed64"],
    count: [4, "fixed64"],
    sum: [5, "double"],
    quantileValues: [6, VALUE_AT_QUANTILE, "repeated"],
    attributes: [7, KEY_VALUE, "repeated"],
    flags: [8, "uint32"],
  }),
);

const VALUE_AT_QUANTILE: Message = describeMessage<ValueAtQuantile>("ValueAtQuantile", () => ({
  quantile: [1, "double"],
  value: [2, "double"],
}));

const EXEMPLAR: Message = describeMessage<Exemplar>("Exemplar", () => ({
  timeUnixNano: [2, "fixed64"],
  asDouble: [3, "double", "oneof"],
  spanId: [4, "id"],
  traceId: [5, "id"],
  asInt: [6, "sfixed64", "oneof"],
  filteredAttributes: [7, KEY_VALUE, "repeated"],
}));
