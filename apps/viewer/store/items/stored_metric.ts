import { decodeTraces, type KeyValue, type Metric } from "@otel-deno/otlp";
import { DECODE_OPTIONS } from "./decode_options.ts";
import { decodePoints } from "./decode_parts.ts";

/** The columns of a metric. */
export interface StoredMetricRow {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  /** The number of the field that its points are in. */
  readonly kind: number;
  readonly monotonic: number;
  readonly temporality: number;
  readonly metadata: Uint8Array;
}

/** Makes the metric that was received of its columns and points. */
export function storedMetric(row: StoredMetricRow, parts: readonly Uint8Array[]): Metric {
  const { name, description, unit, kind, monotonic, temporality } = row;
  const { gauge, sum, histogram, exponentialHistogram, summary } = decodePoints(parts, kind);
  return {
    name,
    description,
    unit,
    ...(gauge && { gauge }),
    ...(sum && {
      sum: { ...sum, aggregationTemporality: temporality, isMonotonic: monotonic === 1 },
    }),
    ...(histogram && { histogram: { ...histogram, aggregationTemporality: temporality } }),
    ...(exponentialHistogram && {
      exponentialHistogram: { ...exponentialHistogram, aggregationTemporality: temporality },
    }),
    ...(summary && { summary }),
    metadata: bytesToAttributes(row.metadata),
  };
}

/** Decodes attributes that are stored as those of a scope. */
export function bytesToAttributes(bytes: Uint8Array): readonly KeyValue[] {
  return decodeTraces(bytes, "protobuf", DECODE_OPTIONS).resourceSpans[0]?.scopeSpans[0]?.scope
    ?.attributes ?? [];
}
