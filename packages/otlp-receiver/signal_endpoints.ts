import type { Signal } from "./export_request.ts";

/** Where a signal goes to. */
export interface SignalEndpoint {
  readonly signal: Signal;
  /** Over HTTP. */
  readonly path: string;
  /** Over gRPC: the path of the method. */
  readonly method: string;
}

/** @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-request | OTLP/HTTP requests} */
export const SIGNAL_ENDPOINTS: readonly SignalEndpoint[] = [
  endpoint("traces", "trace.v1.TraceService"),
  endpoint("metrics", "metrics.v1.MetricsService"),
  endpoint("logs", "logs.v1.LogsService"),
];

function endpoint(signal: Signal, service: string): SignalEndpoint {
  return {
    signal,
    path: `/v1/${signal}`,
    method: `/opentelemetry.proto.collector.${service}/Export`,
  };
}
