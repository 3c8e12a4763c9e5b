// Hot path: runs for every measurement.
import { type SpanContext, TraceFlags } from "@opentelemetry/api";

/** Which measurements may become exemplars, in the words of `OTEL_METRICS_EXEMPLAR_FILTER`. */
export type ExemplarFilterName = "always_on" | "always_off" | "trace_based";

/** Whether a measurement in this span may become an exemplar; `undefined` is outside of any. */
export type ExemplarFilter = (spanContext: SpanContext | undefined) => boolean;

/**
 * The filters of the specification, by their names.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#exemplarfilter}
 */
export const EXEMPLAR_FILTERS: Readonly<Record<ExemplarFilterName, ExemplarFilter>> = {
  always_on: () => true,
  always_off: () => false,
  trace_based: (spanContext) =>
    spanContext !== undefined && (spanContext.traceFlags & TraceFlags.SAMPLED) !== 0,
};
