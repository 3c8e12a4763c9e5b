import type { Verdict } from "../verdict/verdict.ts";

/** How a receiver meets a request. */
export type Misbehaviour = Fault & {
  /** How long the request waits before it is met so, in milliseconds. @default 0 */
  readonly delayMillis?: number;
};

/** The ways to meet a request. */
export type Fault =
  /** Well, as the handlers say; useful with a delay. */
  | { readonly kind: "none" }
  /** A verdict, without a look at what came in. */
  | { readonly kind: "verdict"; readonly verdict: Verdict }
  /** Success, with whatever bytes as the message. */
  | {
    readonly kind: "message";
    readonly message: Uint8Array;
    /** @default what the protocol asks for */
    readonly contentType?: string;
  }
  /** An answer over HTTP as it stands, be it to a call of gRPC, as proxies give them. */
  | {
    readonly kind: "status";
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | Uint8Array;
  }
  /** gRPC only: a failed call. */
  | {
    readonly kind: "code";
    readonly code: number;
    readonly details?: string;
    /** Puts a `RetryInfo` with this time into the details of the status. */
    readonly retryAfterMillis?: number;
  }
  /** Takes the request and never answers. */
  | { readonly kind: "silence" }
  /** Breaks the connection before the body of the request is read, or in the middle of it. */
  | {
    readonly kind: "reset";
    /** Of the body, read before. @default 0 */
    readonly afterBytes?: number;
  }
  /** Takes the request and closes the connection without an answer. */
  | { readonly kind: "hang up" }
  /** Closes the connection in the answer. */
  | {
    readonly kind: "cut";
    /** Of the half that there is, over HTTP. @default 200 */
    readonly status?: number;
  }
  /** Success, with an answer of 64 KiB of which one byte comes a second. */
  | { readonly kind: "trickle" }
  /** Success, with an answer far larger than anything that a sender should keep. */
  | {
    readonly kind: "flood";
    readonly compressed: boolean;
    /** Of the answer, if it is not compressed. @default 64 MiB */
    readonly byteLength?: number;
  };

/** What is known of a request before its body. */
export interface RequestHead {
  /** How many requests came before it. */
  readonly index: number;
  /** The method of HTTP. */
  readonly method: string;
  /** Of the URL, without the query; over gRPC that of the method. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A request as it came in. */
export interface RecordedRequest extends RequestHead {
  /** The message, decompressed. */
  readonly payload: Uint8Array;
  /** Whether it was compressed. */
  readonly compressed: boolean;
}
