import type { PeriodicMetricReaderConfigModel } from "@opentelemetry/configuration";
import {
  AggregationTemporality,
  AggregationType,
  InstrumentType,
  type MetricReaderOptions,
} from "@opentelemetry/sdk-metrics";

type CardinalityLimits = NonNullable<PeriodicMetricReaderConfigModel["cardinality_limits"]>;

/** What a metric exporter and its reader say about how measurements are brought together. */
export interface AggregationModel {
  /** @default "cumulative" */
  readonly temporality_preference?: "cumulative" | "delta" | "low_memory" | null;
  /** @default "explicit_bucket_histogram" */
  readonly default_histogram_aggregation?:
    | "explicit_bucket_histogram"
    | "base2_exponential_bucket_histogram"
    | null;
  /** @default 2000 for each kind of instrument */
  readonly cardinality_limits?: CardinalityLimits | null;
}

/** The choices of a metric reader, each made from the kind of the instrument alone. */
export type AggregationSelectors = Required<
  Pick<
    MetricReaderOptions,
    "aggregationSelector" | "aggregationTemporalitySelector" | "cardinalitySelector"
  >
>;

const DEFAULT_CARDINALITY_LIMIT = 2000;

const DELTA_INSTRUMENTS: Readonly<
  Record<NonNullable<AggregationModel["temporality_preference"]>, ReadonlySet<InstrumentType>>
> = {
  cumulative: new Set(),
  delta: new Set([
    InstrumentType.COUNTER,
    InstrumentType.HISTOGRAM,
    InstrumentType.OBSERVABLE_COUNTER,
    InstrumentType.GAUGE,
    InstrumentType.OBSERVABLE_GAUGE,
  ]),
  low_memory: new Set([InstrumentType.COUNTER, InstrumentType.HISTOGRAM]),
};

const LIMIT_NAMES: Readonly<Record<InstrumentType, keyof CardinalityLimits>> = {
  [InstrumentType.COUNTER]: "counter",
  [InstrumentType.GAUGE]: "gauge",
  [InstrumentType.HISTOGRAM]: "histogram",
  [InstrumentType.OBSERVABLE_COUNTER]: "observable_counter",
  [InstrumentType.OBSERVABLE_GAUGE]: "observable_gauge",
  [InstrumentType.OBSERVABLE_UP_DOWN_COUNTER]: "observable_up_down_counter",
  [InstrumentType.UP_DOWN_COUNTER]: "up_down_counter",
};

/**
 * How a metric reader aggregates each kind of instrument, from the model of its exporter and its
 * own. An exponential histogram takes the specification's 160 buckets.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/#additional-environment-variable-configuration}
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#cardinality-limits}
 *
 * @example
 * ```ts
 * import { AggregationTemporality, InstrumentType } from "@opentelemetry/sdk-metrics";
 * import assert from "node:assert/strict";
 * import { createAggregationSelectors } from "./create_aggregation_selectors.ts";
 *
 * const selectors = createAggregationSelectors({ temporality_preference: "delta" });
 * assert.equal(
 *   selectors.aggregationTemporalitySelector(InstrumentType.COUNTER),
 *   AggregationTemporality.DELTA,
 * );
 * ```
 */
export function createAggregationSelectors(model: AggregationModel): AggregationSelectors {
  const delta = DELTA_INSTRUMENTS[model.temporality_preference ?? "cumulative"];
  const exponential = model.default_histogram_aggregation === "base2_exponential_bucket_histogram";
  const limits = model.cardinality_limits;
  return {
    aggregationTemporalitySelector: (type) =>
      delta.has(type) ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE,
    aggregationSelector: (type) => ({
      type: exponential && type === InstrumentType.HISTOGRAM
        ? AggregationType.EXPONENTIAL_HISTOGRAM
        : AggregationType.DEFAULT,
    }),
    cardinalitySelector: (type) =>
      limits?.[LIMIT_NAMES[type]] ?? limits?.default ?? DEFAULT_CARDINALITY_LIMIT,
  };
}
