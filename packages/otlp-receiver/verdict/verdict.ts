import type { NonRetryableCode } from "./non_retryable_status.ts";

/** What became of a request; the sender is told by the rules of its protocol. */
export type Verdict =
  /** Taken, all but `rejectedCount` items. `message` says why, or warns where none was rejected. */
  | { readonly outcome: "accepted"; readonly rejectedCount: number; readonly message: string }
  /** Not taken this time. */
  | {
    readonly outcome: "retry";
    /** UNAVAILABLE (14), over HTTP 503; or RESOURCE_EXHAUSTED (8), over HTTP 429. */
    readonly code: 8 | 14;
    readonly message: string;
    /** How long the sender should wait, in milliseconds. */
    readonly afterMs?: number;
  }
  /** Not taken, and it would not be the next time. */
  | {
    readonly outcome: "refused";
    readonly code: NonRetryableCode;
    readonly message: string;
  };
