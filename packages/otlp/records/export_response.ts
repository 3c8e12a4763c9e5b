/**
 * What a receiver answers to traces.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#partial-success | Partial success}
 */
export interface ExportTraceServiceResponse {
  /** Absent where everything was accepted and there is nothing to say. */
  readonly partialSuccess?: ExportTracePartialSuccess;
}

/** Says that not all spans were accepted, or, where the count is 0, warns. */
export interface ExportTracePartialSuccess {
  /** How many spans were refused; a signed integer of 64 bits. */
  readonly rejectedSpans: bigint;
  /** Why, for people. */
  readonly errorMessage: string;
}

/**
 * What a receiver answers to metrics.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#partial-success | Partial success}
 */
export interface ExportMetricsServiceResponse {
  /** Absent where everything was accepted and there is nothing to say. */
  readonly partialSuccess?: ExportMetricsPartialSuccess;
}

/** Says that not all data points were accepted, or, where the count is 0, warns. */
export interface ExportMetricsPartialSuccess {
  /** How many data points were refused; a signed integer of 64 bits. */
  readonly rejectedDataPoints: bigint;
  /** Why, for people. */
  readonly errorMessage: string;
}

/**
 * What a receiver answers to logs.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#partial-success | Partial success}
 */
export interface ExportLogsServiceResponse {
  /** Absent where everything was accepted and there is nothing to say. */
  readonly partialSuccess?: ExportLogsPartialSuccess;
}

/** Says that not all log records were accepted, or, where the count is 0, warns. */
export interface ExportLogsPartialSuccess {
  /** How many log records were refused; a signed integer of 64 bits. */
  readonly rejectedLogRecords: bigint;
  /** Why, for people. */
  readonly errorMessage: string;
}
