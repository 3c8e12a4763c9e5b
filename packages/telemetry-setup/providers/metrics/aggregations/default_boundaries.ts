/**
 * The greatest values of the buckets of a histogram for which nobody gives others.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#explicit-bucket-histogram-aggregation}
 */
export const DEFAULT_BOUNDARIES: readonly number[] = [
  0,
  5,
  10,
  25,
  50,
  75,
  100,
  250,
  500,
  750,
  1000,
  2500,
  5000,
  7500,
  10000,
];
