/** A request as it came in, decompressed. */
export interface ReceivedRequest {
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Uint8Array;
  readonly compressed: boolean;
}

/** How a receiver meets a request. */
export type Behaviour =
  /** Full success, or whatever else the bytes of the response message say. */
  | { readonly kind: "accept"; readonly message?: Uint8Array }
  /** HTTP only: an answer as it stands. */
  | {
    readonly kind: "status";
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  }
  /** gRPC only: a failed call. */
  | {
    readonly kind: "code";
    readonly code: number;
    readonly details?: string;
    /** The bytes of a `google.rpc.Status`. */
    readonly status?: Uint8Array;
  }
  /** Takes the request and never answers. */
  | { readonly kind: "silence" }
  /** Full success, with an answer far larger than anything that a sender should keep. */
  | { readonly kind: "flood"; readonly compressed: boolean }
  /** Closes the connection without an answer. */
  | { readonly kind: "hang up" }
  /** Closes the connection in the answer, after its status where the protocol begins with one. */
  | { readonly kind: "cut"; readonly status: number };

/** A server on the loopback interface that the test has under its control. */
export interface Receiver extends AsyncDisposable {
  /** Scheme, host and port. */
  readonly endpoint: string;
  readonly port: number;
  /** In order. */
  readonly requests: readonly ReceivedRequest[];
  /** How many bytes of floods that are not compressed have left so far. */
  readonly floodedBytes: number;
  /** How the next request is met. */
  behaviour: Behaviour;
}

/** Options of the functions that start a receiver. */
export interface ReceiverOptions {
  /** @default a free one */
  readonly port?: number;
  /** How requests after the first are met. @default as the first */
  readonly afterwards?: Behaviour;
}

/** How many bytes a flood has: enough to tell a sender that reads on. */
export const FLOOD_BYTES = 64 * 1024 * 1024;

/** How many bytes a flood unpacks to that is compressed. */
export const UNPACKED_BYTES = 512 * 1024 * 1024;
