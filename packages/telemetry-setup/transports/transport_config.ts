/**
 * What a transport is made from: plain data, so that it can be handed to another thread.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/exporter/}
 */
export interface OtlpTransportConfig {
  readonly protocol: "http" | "grpc";
  /** The whole URL for HTTP, signal path included; scheme, host and port for gRPC. */
  readonly endpoint: string;
  /** Sent with every request. Values are secrets. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long one request may take, in milliseconds. */
  readonly timeoutMillis: number;
  readonly compression: "gzip" | "none";
  readonly userAgent: string;
  /** For `https:` only. @default the default authorities, no client certificate */
  readonly tls?: TlsMaterial;
}

/** Certificates and a key, in PEM format: text, so that whoever uses it needs no file. */
export interface TlsMaterial {
  /** Authorities that a receiver's certificate may come from, besides the default ones. */
  readonly ca?: string;
  /** The client's certificate; never without `key`. */
  readonly cert?: string;
  /** A secret. */
  readonly key?: string;
}
