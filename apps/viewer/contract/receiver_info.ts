/** Where the viewer takes OTLP: the answer of `/api/receiver`. */
export interface ReceiverInfo {
  /** Port for OTLP over HTTP. */
  readonly httpPort: number;
  /** Port for OTLP over gRPC; may be that for HTTP. */
  readonly grpcPort: number;
  /** Whether senders have to show the token. */
  readonly needsToken: boolean;
}
