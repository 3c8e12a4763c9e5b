/** The three signals that this distribution carries. */
export type Signal = "traces" | "metrics" | "logs";

/** What a transport has to know of a payload besides its bytes. */
export interface SendOptions {
  /** What the payload holds. */
  readonly signal: Signal;
  /** Media type of the payload, such as `application/x-protobuf`. */
  readonly contentType: string;
  /** How the payload's bytes are compressed already; `identity` when they are not. */
  readonly encoding: "identity" | "gzip";
  /** Spans, log records or data points in the payload, so that a loss can be counted. */
  readonly itemCount: number;
  /** Milliseconds left for this attempt. @default as long as an attempt may take anyway */
  readonly timeoutMillis?: number;
}

/**
 * What became of a payload.
 *
 * - `accepted`: the receiver has it; `rejectedCount` items of it were rejected (partial success)
 *   and must not be sent again.
 * - `retry`: it may be sent again, not before `afterMs` milliseconds where the receiver said so.
 * - `refused`: it must not be sent again; `ofContent` where that is because of what is in it, so that
 *   a part of it may be accepted.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp-response}
 */
export type Verdict =
  | { readonly outcome: "accepted"; readonly rejectedCount: number; readonly message: string }
  | { readonly outcome: "retry"; readonly reason: string; readonly afterMs?: number }
  | { readonly outcome: "refused"; readonly reason: string; readonly ofContent?: true };

/**
 * Takes bytes away. A transport sees bytes, never spans: it can be wrapped (`retrying`) and moved
 * to another thread.
 */
export interface Transport {
  /** Where the bytes go, for messages to the user: without credentials and query. */
  readonly destination: string;
  /** Sends one payload. Never rejects: every failure is a verdict. */
  send(payload: Uint8Array, options: SendOptions): Promise<Verdict>;
  /** Releases connections. Sending afterwards is refused. */
  close(): void;
}
