// Hot path: runs for every exported data point. Each is field 1 of what contains it.
import type {
  Exemplar,
  ExponentialHistogramBuckets,
  ExponentialHistogramDataPoint,
  HistogramDataPoint,
  NumberDataPoint,
  SummaryDataPoint,
} from "../records/data_points.ts";
import type { Encodable } from "../records/encodable.ts";
import type { ProtobufWriter } from "./protobuf_writer.ts";
import { writeKeyValues } from "./write_any_value.ts";

/** Writes a data point of a gauge or sum; if both kinds of value are set, the double. */
export function writeNumberDataPoint(
  writer: ProtobufWriter,
  point: Encodable<NumberDataPoint>,
): void {
  const start = writer.begin(1, 1);
  writer.fixed64(2, point.startTimeUnixNano);
  writer.fixed64(3, point.timeUnixNano);
  if (point.asDouble !== undefined) writer.presentDouble(4, point.asDouble);
  writeExemplars(writer, 5, point.exemplars);
  if (point.asInt !== undefined && point.asDouble === undefined) {
    writer.presentSfixed64(6, point.asInt);
  }
  writeKeyValues(writer, 7, point.attributes);
  writer.uint32(8, point.flags);
  writer.end(start, 1);
}

/** Writes a data point of a histogram. */
export function writeHistogramDataPoint(
  writer: ProtobufWriter,
  point: Encodable<HistogramDataPoint>,
): void {
  const start = writer.begin(1, 2);
  writer.fixed64(2, point.startTimeUnixNano);
  writer.fixed64(3, point.timeUnixNano);
  writer.fixed64(4, point.count);
  if (point.sum !== undefined) writer.presentDouble(5, point.sum);
  writer.packedFixed64s(6, point.bucketCounts);
  writer.packedDoubles(7, point.explicitBounds);
  writeExemplars(writer, 8, point.exemplars);
  writeKeyValues(writer, 9, point.attributes);
  writer.uint32(10, point.flags);
  if (point.min !== undefined) writer.presentDouble(11, point.min);
  if (point.max !== undefined) writer.presentDouble(12, point.max);
  writer.end(start, 2);
}

/** Writes a data point of an exponential histogram. */
export function writeExponentialHistogramDataPoint(
  writer: ProtobufWriter,
  point: Encodable<ExponentialHistogramDataPoint>,
): void {
  const start = writer.begin(1, 2);
  writeKeyValues(writer, 1, point.attributes);
  writer.fixed64(2, point.startTimeUnixNano);
  writer.fixed64(3, point.timeUnixNano);
  writer.fixed64(4, point.count);
  if (point.sum !== undefined) writer.presentDouble(5, point.sum);
  writer.sint32(6, point.scale);
  writer.fixed64(7, point.zeroCount);
  writeBuckets(writer, 8, point.positive);
  writeBuckets(writer, 9, point.negative);
  writer.uint32(10, point.flags);
  writeExemplars(writer, 11, point.exemplars);
  if (point.min !== undefined) writer.presentDouble(12, point.min);
  if (point.max !== undefined) writer.presentDouble(13, point.max);
  writer.double(14, point.zeroThreshold);
  writer.end(start, 2);
}

/** Writes a data point of a summary. */
export function writeSummaryDataPoint(
  writer: ProtobufWriter,
  point: Encodable<SummaryDataPoint>,
): void {
  const start = writer.begin(1, 2);
  writer.fixed64(2, point.startTimeUnixNano);
  writer.fixed64(3, point.timeUnixNano);
  writer.fixed64(4, point.count);
  writer.double(5, point.sum);
  for (const { quantile, value } of point.quantileValues ?? []) {
    const start = writer.begin(6, 1);
    writer.double(1, quantile);
    writer.double(2, value);
    writer.end(start, 1);
  }
  writeKeyValues(writer, 7, point.attributes);
  writer.uint32(8, point.flags);
  writer.end(start, 2);
}

function writeBuckets(
  writer: ProtobufWriter,
  field: number,
  buckets: Encodable<ExponentialHistogramBuckets> | undefined,
): void {
  if (buckets === undefined) return;
  const start = writer.begin(field, 1);
  writer.sint32(1, buckets.offset);
  writer.packedUint64s(2, buckets.bucketCounts);
  writer.end(start, 1);
}

/** Writes exemplars; where both kinds of value are set, the double. */
function writeExemplars(
  writer: ProtobufWriter,
  field: number,
  exemplars: readonly Encodable<Exemplar>[] | undefined,
): void {
  if (exemplars === undefined) return;
  for (const exemplar of exemplars) {
    const start = writer.begin(field, 1);
    writer.fixed64(2, exemplar.timeUnixNano);
    if (exemplar.asDouble !== undefined) writer.presentDouble(3, exemplar.asDouble);
    writer.id(4, exemplar.spanId);
    writer.id(5, exemplar.traceId);
    if (exemplar.asInt !== undefined && exemplar.asDouble === undefined) {
      writer.presentSfixed64(6, exemplar.asInt);
    }
    writeKeyValues(writer, 7, exemplar.filteredAttributes);
    writer.end(start, 1);
  }
}
