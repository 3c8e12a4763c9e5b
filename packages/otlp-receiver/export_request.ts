import type { LogsData, MetricsData, OtlpEncoding, TracesData } from "@otel-deno/otlp";

/** What a request carries. */
export type Signal = "traces" | "metrics" | "logs";

/** How a request came in, whatever it carries. */
export interface ExportContext {
  /** `http` for OTLP/HTTP, `grpc` for OTLP/gRPC. */
  readonly transport: "http" | "grpc";
  /** The headers, or the metadata of gRPC, binary values of which are in base64. */
  readonly headers: Headers;
  /** `application/x-protobuf`, `application/json` or `application/grpc`. */
  readonly contentType: string;
  /**
   * The message as it came in, decompressed. It is alone in its buffer, and nobody else's: it may be
   * kept, or transferred to a worker.
   */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Spans that came in. */
export interface TracesExport extends ExportContext {
  /** What `request` is. */
  readonly signal: "traces";
  /** The spans. */
  readonly request: TracesData;
}

/** Data points that came in. */
export interface MetricsExport extends ExportContext {
  /** What `request` is. */
  readonly signal: "metrics";
  /** The metrics. */
  readonly request: MetricsData;
}

/** Log records that came in. */
export interface LogsExport extends ExportContext {
  /** What `request` is. */
  readonly signal: "logs";
  /** The log records. */
  readonly request: LogsData;
}

/** One request that came in and that nobody has decoded yet. */
export interface RawExport extends ExportContext {
  /** What `bytes` carries. */
  readonly signal: Signal;
  /** The form of `bytes`. */
  readonly encoding: OtlpEncoding;
}

/** One request that came in; `signal` says which. */
export type ExportRequest = TracesExport | MetricsExport | LogsExport;
