import type { OnOutcome, Route } from "./route.ts";
import type { Signal } from "./transport.ts";
import type { OtlpTransportConfig } from "./transport_config.ts";

/** So many items of a signal, on their way to a destination. */
export interface RemainingItems {
  readonly destination: string;
  readonly signal: Signal;
  readonly itemCount: number;
}

/** How long this thread is blocked before somebody wants to know it, in milliseconds. */
export const SLOW_MS = 100;

/** What was handed over and is not delivered. */
export interface Remains {
  /** In memory only: gone when the process ends. */
  readonly lost: readonly RemainingItems[];
  /** On disk: another process will send it. */
  readonly kept: readonly RemainingItems[];
}

/** What a route is made from: plain data, so that it can be handed to another thread. */
export interface RouteConfig {
  readonly signal: Signal;
  /** How it sends. Its timeout bounds one attempt; one that takes longer is made again. */
  readonly transport: OtlpTransportConfig;
  /** Items that may be sent together, where payloads were handed over in smaller pieces. */
  readonly maxItems: number;
}

/**
 * Where transports run: on a thread of their own, so that a slow receiver never touches the
 * application, or inline where there can be no such thread.
 */
export interface Delivery {
  /** Whether `settle` can wait: only a thread of its own works while this one is blocked. */
  readonly canSettle: boolean;
  /** The way to a destination. What becomes of its items is told to `onOutcome`. */
  open(config: RouteConfig, onOutcome: OnOutcome): Route;
  /**
   * A way to the same thread for another one of the application's, to be handed to that; `undefined`
   * where there is no such thread.
   */
  connect(): MessagePort | undefined;
  /**
   * Delivers on this thread, for an end of the process that can be awaited: to start another thread
   * takes longer than to send the little that most commands have.
   *
   * @returns Goes back to the other thread, if everything was delivered; `undefined` where there is
   * none, where it has begun, and with a spool.
   */
  deliverHere(): (() => void) | undefined;
  /** Keeps the process alive for what is under way until the returned function is called. */
  hold(): () => void;
  /**
   * From now on nothing waits for a further attempt: what was waiting makes its last one at once.
   * For the end of telemetry, where it can be awaited.
   */
  end(): void;
  /**
   * Blocks this thread until everything handed over was tried, at most `timeoutMillis`; with 0,
   * nothing is tried. In a thread
   * that is not the first one, only until it is in the hands of the thread that sends. For the end
   * of the process only.
   *
   * @param onSlow Called once if that takes longer than {@linkcode SLOW_MS}.
   * @returns What remains, each item once.
   */
  settle(timeoutMillis: number, onSlow?: () => void): Remains;
  /** Lets go of everything. What remains is given up, but for what is on disk. */
  close(): void;
}
