import type { Signal } from "./transport.ts";

/** What a route has to know of a payload besides its bytes. */
export interface PayloadOptions {
  /** Media type of the payload, such as `application/x-protobuf`. */
  readonly contentType: string;
  /** Spans, log records or data points in the payload. */
  readonly itemCount: number;
  /**
   * How long the payload may wait for others to be sent together with it, in milliseconds: it was
   * handed over early, so that it is on disk soon.
   *
   * @default 0: it is sent as it is, at once
   */
  readonly lingerMillis?: number;
}

/**
 * What became of items that were handed over. Each item is told once, but for `retrying`, after
 * which its fate is still to come.
 *
 * - `accepted`: the receiver has them, but for `rejectedCount` that it rejected (partial success).
 * - `refused`: the receiver will never take them. They are in the spool's quarantine, or gone.
 * - `dropped`: gone without having been sent: no room, too old, not readable any more.
 * - `retrying`: they are still here, and the receiver is tried again.
 */
export type Outcome =
  | {
    readonly kind: "accepted";
    readonly itemCount: number;
    readonly rejectedCount: number;
    readonly message: string;
    /** How long the request took. */
    readonly seconds: number;
    /** Whether an earlier process recorded them, and left them in the spool. */
    readonly replayed: boolean;
  }
  | {
    readonly kind: "refused";
    readonly itemCount: number;
    readonly reason: string;
    readonly quarantined: boolean;
    readonly seconds: number;
    readonly replayed: boolean;
  }
  | {
    readonly kind: "dropped";
    readonly itemCount: number;
    readonly reason: string;
    readonly replayed: boolean;
  }
  | { readonly kind: "retrying"; readonly reason: string };

/** Told what became of a route's items. */
export type OnOutcome = (outcome: Outcome) => void;

/**
 * The way of one signal to one destination. What is handed over is delivered sometime, kept on disk,
 * or counted as lost; nobody waits for it.
 */
export interface Route {
  readonly signal: Signal;
  /** Where the bytes go, for messages to the user: without credentials and query. */
  readonly destination: string;
  /** Items handed over that are neither delivered nor on disk nor lost. */
  readonly waitingItems: number;
  /**
   * Whether what is handed over is on disk soon: records should then not wait elsewhere for others.
   */
  readonly isDurable: boolean;
  /** Hands a payload over. Never throws. What finds no room is told as dropped before this returns. */
  put(payload: Uint8Array, options: PayloadOptions): void;
  /**
   * Sends everything handed over before now without lingering, and waits until all of it was tried:
   * a receiver that does not take it is not waited for.
   */
  flush(): Promise<void>;
  /** Nothing is handed over any more. */
  close(): void;
}
