/**
 * Why a request failed: the body of an OTLP/HTTP answer with a status of 400 or above.
 * `google.rpc.Status` in protobuf, without its `details`.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#failures | OTLP/HTTP failures}
 */
export interface RpcStatus {
  /** A gRPC status code; OTLP/HTTP receivers may leave it 0. */
  readonly code: number;
  /** What went wrong, for people. */
  readonly message: string;
}
