import type {
  Exemplar,
  ExponentialHistogramDataPoint,
  HistogramDataPoint,
  KeyValue,
  NumberDataPoint,
  SummaryDataPoint,
} from "@otel-deno/otlp";
import { attributeLines } from "./parts.ts";
import { exponentialBuckets } from "../values/exponential_buckets.ts";
import { formatId } from "../values/format_id.ts";
import { formatFixed } from "../values/format_number.ts";
import { formatTimestamp } from "../values/format_timestamp.ts";

/** Points of gauges and sums. */
export function* numberLines(points: readonly NumberDataPoint[]): Generator<string> {
  for (const [index, point] of points.entries()) {
    yield* headLines(`NumberDataPoints #${index}`, point);
    yield* valueLines("Value", point);
    yield* exemplarLines(point.exemplars);
  }
}

/** Points of histograms. */
export function* histogramLines(points: readonly HistogramDataPoint[]): Generator<string> {
  for (const [index, point] of points.entries()) {
    yield* headLines(`HistogramDataPoints #${index}`, point);
    yield* measureLines(point);
    for (const [index, bound] of point.explicitBounds.entries()) {
      yield `ExplicitBounds #${index}: ${formatFixed(bound)}`;
    }
    for (const [index, count] of point.bucketCounts.entries()) {
      yield `Buckets #${index}, Count: ${count}`;
    }
    yield* exemplarLines(point.exemplars);
  }
}

/** Points of exponential histograms, from the lowest bucket to the highest. */
export function* exponentialHistogramLines(
  points: readonly ExponentialHistogramDataPoint[],
): Generator<string> {
  for (const [index, point] of points.entries()) {
    yield* headLines(`ExponentialHistogramDataPoints #${index}`, point);
    yield* measureLines(point);
    const { negative, zeroCount, positive } = exponentialBuckets(point);
    for (const { lower, upper, count } of negative) {
      yield `Bucket [${formatFixed(-upper)}, ${formatFixed(-lower)}), Count: ${count}`;
    }
    if (zeroCount !== 0n) yield `Bucket [0, 0], Count: ${zeroCount}`;
    for (const { lower, upper, count } of positive) {
      yield `Bucket (${formatFixed(lower)}, ${formatFixed(upper)}], Count: ${count}`;
    }
    yield* exemplarLines(point.exemplars);
  }
}

/** Points of summaries. */
export function* summaryLines(points: readonly SummaryDataPoint[]): Generator<string> {
  for (const [index, point] of points.entries()) {
    yield* headLines(`SummaryDataPoints #${index}`, point);
    yield* measureLines(point);
    for (const [index, { quantile, value }] of point.quantileValues.entries()) {
      const text = `Quantile ${formatFixed(quantile)}, Value ${formatFixed(value)}`;
      yield `QuantileValue #${index}: ${text}`;
    }
  }
}

function* headLines(
  heading: string,
  { attributes, startTimeUnixNano, timeUnixNano }: {
    readonly attributes: readonly KeyValue[];
    readonly startTimeUnixNano: bigint;
    readonly timeUnixNano: bigint;
  },
): Generator<string> {
  yield heading;
  yield* attributeLines("Data point attributes", attributes);
  yield `StartTimestamp: ${formatTimestamp(startTimeUnixNano)}`;
  yield `Timestamp: ${formatTimestamp(timeUnixNano)}`;
}

function* measureLines(
  { count, sum, min, max }: {
    readonly count: bigint;
    readonly sum?: number;
    readonly min?: number;
    readonly max?: number;
  },
): Generator<string> {
  yield `Count: ${count}`;
  if (sum !== undefined) yield `Sum: ${formatFixed(sum)}`;
  if (min !== undefined) yield `Min: ${formatFixed(min)}`;
  if (max !== undefined) yield `Max: ${formatFixed(max)}`;
}

function* valueLines(
  name: string,
  { asInt, asDouble }: { readonly asInt?: bigint; readonly asDouble?: number },
): Generator<string> {
  if (asInt !== undefined) yield `${name}: ${asInt}`;
  if (asDouble !== undefined) yield `${name}: ${formatFixed(asDouble)}`;
}

function* exemplarLines(exemplars: readonly Exemplar[]): Generator<string> {
  if (exemplars.length > 0) yield "Exemplars:";
  for (const [index, exemplar] of exemplars.entries()) {
    yield `Exemplar #${index}`;
    yield `     -> Trace ID: ${formatId(exemplar.traceId)}`;
    yield `     -> Span ID: ${formatId(exemplar.spanId)}`;
    yield `     -> Timestamp: ${formatTimestamp(exemplar.timeUnixNano)}`;
    yield* valueLines("     -> Value", exemplar);
    yield* attributeLines("     -> FilteredAttributes", exemplar.filteredAttributes);
  }
}
