/**
 * The variables in which trace context is handed over to a process: the fields of the built-in
 * propagators, as names of variables.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/context/env-carriers/}
 */
export const PROPAGATION_VARIABLES = [
  "TRACEPARENT",
  "TRACESTATE",
  "BAGGAGE",
  "B3",
  "X_B3_TRACEID",
  "X_B3_SPANID",
  "X_B3_SAMPLED",
  "X_B3_FLAGS",
  "UBER_TRACE_ID",
  "X_AMZN_TRACE_ID",
  "OT_TRACER_TRACEID",
  "OT_TRACER_SPANID",
  "OT_TRACER_SAMPLED",
] as const;
