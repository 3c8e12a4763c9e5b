import type { Remains, RouteConfig } from "../delivery.ts";
import type { PayloadFacts } from "../queue/payload_log.ts";
import type { Outcome } from "../route.ts";
import type { SpoolSettings } from "../spool/open_spool.ts";
import type { SpoolFigures } from "../spool/spool.ts";
import type { Signal } from "../transport.ts";

/** What the delivery worker is started with. */
export interface DeliveryWorkerData {
  /** The way to the thread that started it. */
  readonly port: MessagePort;
  /** See {@linkcode ANSWERS}. */
  readonly memory: SharedArrayBuffer;
  /** See `queued_bytes.ts`. */
  readonly queued: SharedArrayBuffer;
  /** Where payloads are kept on disk. @default in memory only */
  readonly spool?: SpoolSettings;
}

/** What another thread of the application gets, to deliver by the thread that delivers. */
export interface DeliveryConnection {
  /** The way to it. */
  readonly port: MessagePort;
  /** See `queued_bytes.ts`: one count for all threads. */
  readonly queued: SharedArrayBuffer;
}

/** What a thread of the application says to the thread that delivers. */
export type DeliveryMessage =
  | { readonly kind: "open"; readonly route: number; readonly config: RouteConfig }
  | {
    readonly kind: "put";
    readonly route: number;
    /** Counts the payloads of this thread. */
    readonly sequence: number;
    /** In shared memory where it goes to another thread: it is not copied. */
    readonly payload: Uint8Array;
    readonly facts: PayloadFacts;
  }
  | { readonly kind: "flush"; readonly route: number; readonly ticket: number }
  | { readonly kind: "close"; readonly route: number }
  /** The thread is ending: no more waits. Done once everything was tried. */
  | {
    readonly kind: "drain";
    readonly ticket: number;
    /**
     * What this thread takes for not released. Deno may have received the answer that it is, and tell
     * that only when the thread is not blocked any more: it is answered once more. @default nothing
     */
    readonly unreleased?: readonly number[];
  }
  /** It does not end after all. */
  | { readonly kind: "resume" }
  /** Another thread of the application delivers by this port: its first message is `client`. */
  | { readonly kind: "connect"; readonly client: number; readonly port: MessagePort }
  /** That one has ended. */
  | { readonly kind: "left"; readonly client: number }
  | { readonly kind: "client"; readonly memory: SharedArrayBuffer };

/** What is answered. */
export type DeliveryAnswer =
  | { readonly kind: "outcome"; readonly route: number; readonly outcome: Outcome }
  /** These payloads are settled, or on disk. */
  | { readonly kind: "released"; readonly sequences: readonly number[] }
  /** What this ticket was for is done. */
  | { readonly kind: "done"; readonly ticket: number }
  /** While the process ends: what there is on disk, and of other threads of the application. */
  | { readonly kind: "remains"; readonly remains: Remains }
  /** The spool had to let go of items. */
  | {
    readonly kind: "dropped";
    readonly signal: Signal;
    readonly itemCount: number;
    readonly reason: string;
  }
  /** How full the spool is now. */
  | { readonly kind: "figures"; readonly figures: SpoolFigures }
  /** The user should know this. */
  | { readonly kind: "problem"; readonly message: string }
  /** The worker could not be loaded, has failed or ended: nothing more is answered. */
  | { readonly kind: "ended"; readonly reason: string };

/**
 * The memory that both threads see: a number that changes with every answer. A thread that is blocked
 * waits for it to change, and then reads the answers.
 */
export const ANSWERS = 0;
/** Where that memory says that a worker has ended, after its last answer: 1, and 0 before. */
export const ENDED = 1;

/** Makes that memory. */
export function createDeliveryState(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}
