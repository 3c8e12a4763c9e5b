/** A running receiver. Disposing of it ends it, after the requests that it is busy with. */
export interface Receiver extends AsyncDisposable {
  /** Scheme, host and port, for `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly endpoint: string;
  /** The interface that it listens on. */
  readonly hostname: string;
  /** The port that it listens on, also where any free one was asked for. */
  readonly port: number;
}

/** Where and how a receiver listens. */
export interface ListenOptions {
  /** Name or address of the interface. @default "127.0.0.1" */
  readonly hostname?: string;
  /** The port; 0 for a free one. @default 4318 for HTTP, 4317 for gRPC */
  readonly port?: number;
  /** What TLS takes. @default no TLS */
  readonly tls?: ReceiverTls;
  /**
   * Whether an interface that other machines reach may take what anybody sends: without a token and
   * without client certificates.
   *
   * @default false
   */
  readonly unsafe?: boolean;
  /**
   * How long a connection may take until the headers of its first request are there, in
   * milliseconds. The handshake of TLS is part of it.
   *
   * @default {10_000}
   */
  readonly headTimeoutMillis?: number;
  /** How long a connection may go without a request, in milliseconds. @default {120_000} */
  readonly idleTimeoutMillis?: number;
  /** How many connections there may be; more are broken. @default {1024} */
  readonly maxConnections?: number;
  /**
   * How long requests that a receiver is busy with may take when it ends, in milliseconds.
   *
   * @default 5000
   */
  readonly closeTimeoutMillis?: number;
}

/** What a receiver shows and asks for, in PEM format. */
export interface ReceiverTls {
  /** The certificate, and those up to the authority's. */
  readonly cert: string;
  /** The key of the certificate. */
  readonly key: string;
  /** Certificates of the authorities that clients' have to come from. @default clients need none */
  readonly clientCa?: string;
}
