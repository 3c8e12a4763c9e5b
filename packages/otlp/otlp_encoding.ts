/**
 * The two forms of OTLP messages.
 *
 * - `protobuf`: `application/x-protobuf`, and what gRPC carries.
 * - `json`: `application/json`.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp | OTLP/HTTP}
 */
export type OtlpEncoding = "protobuf" | "json";
