import type { SendOptions, Transport, Verdict } from "./transport.ts";

/** How long a payload is tried, and how the waits grow. All times in milliseconds. */
export interface RetryOptions {
  /**
   * From the first attempt on: no attempt takes longer, and a wait that would end later is not begun.
   * 0 is a single attempt.
   *
   * @default {30_000}
   */
  readonly deadlineMillis?: number;
  /** @default {1000} */
  readonly initialDelayMillis?: number;
  /** @default {5000} */
  readonly maxDelayMillis?: number;
  /** The process is ending: one attempt more, without a wait. */
  readonly isEnding?: () => boolean;
  /** Told each time that an attempt failed and another one follows. */
  readonly onRetry?: (reason: string) => void;
  readonly now?: () => number;
  readonly random?: () => number;
  /** May return early when the process is ending. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/**
 * Wraps a transport so that a `retry` verdict is followed by further attempts, with exponential
 * back-off and jitter of 20 %, and not before the time that the receiver asked for.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/protocol/exporter/#retry}
 */
export function createRetryingTransport(
  transport: Transport,
  options: RetryOptions = {},
): Transport {
  const {
    deadlineMillis = 30_000,
    initialDelayMillis = 1000,
    maxDelayMillis = 5000,
    isEnding = () => false,
    onRetry = () => {},
    now = () => performance.now(),
    random = Math.random,
    sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  } = options;

  async function send(payload: Uint8Array, sendOptions: SendOptions): Promise<Verdict> {
    const end = now() + deadlineMillis;
    for (let delay = initialDelayMillis;; delay = Math.min(delay * 1.5, maxDelayMillis)) {
      const lastAttempt = isEnding();
      // An attempt must not outlive the deadline either.
      const left = { timeoutMillis: Math.max(1, Math.ceil(end - now())) };
      const verdict = await transport.send(payload, {
        ...sendOptions,
        ...(deadlineMillis === 0 ? {} : left),
      });
      if (verdict.outcome !== "retry" || lastAttempt) return verdict;
      // A receiver that asks for no wait gets one nevertheless, or it would be hammered.
      const backOff = Math.round(delay * (0.8 + 0.4 * random()));
      const wait = Math.max(verdict.afterMs ?? 0, backOff);
      if (isEnding()) continue;
      if (now() + wait > end) return verdict;
      onRetry(verdict.reason);
      await sleep(wait);
    }
  }

  return { destination: transport.destination, send, close: () => transport.close() };
}
