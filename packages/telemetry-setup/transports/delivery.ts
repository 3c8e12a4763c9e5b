import type { Signal, Transport } from "./transport.ts";
import type { OtlpTransportConfig } from "./transport_config.ts";

/** What could not be delivered before the process ended, for one destination. */
export interface Loss {
  readonly destination: string;
  readonly signal: Signal;
  readonly itemCount: number;
}

/** How long this thread is blocked before somebody wants to know it, in milliseconds. */
export const SLOW_MS = 100;

/** Told when a destination did not take a payload, which is tried again. */
export type OnRetry = (destination: string, reason: string) => void;

/**
 * Where transports run: on a thread of their own, so that a slow receiver never touches the
 * application, or inline where there can be no such thread.
 */
export interface Delivery {
  /** Whether `settle` can wait: only a thread of its own works while this one is blocked. */
  readonly canSettle: boolean;
  /**
   * The transport for a destination, tried again for `deadlineMillis` where the receiver allows it.
   */
  open(config: OtlpTransportConfig, deadlineMillis: number): Transport;
  /**
   * A way to the same thread for another one of the application's, to be handed to that; `undefined`
   * where there is no such thread.
   */
  connect(): MessagePort | undefined;
  /** Keeps the process alive for what is under way until the returned function is called. */
  hold(): () => void;
  /**
   * From now on nothing waits for a further attempt: what was waiting makes its last one at once.
   * For the end of telemetry, where it can be awaited.
   */
  end(): void;
  /**
   * Blocks this thread until everything handed over is settled, at most `timeoutMillis`, and tells
   * what was lost. For the end of the process only.
   *
   * @param onSlow Called once if that takes longer than {@linkcode SLOW_MS}.
   */
  settle(timeoutMillis: number, onSlow?: () => void): readonly Loss[];
  close(): void;
}
