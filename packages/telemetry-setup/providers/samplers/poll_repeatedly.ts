import { context, ROOT_CONTEXT } from "@opentelemetry/api";
import { suppressTracing } from "@opentelemetry/core";
import type { RemoteOptions } from "./remote_options.ts";

/** Options of {@linkcode pollRepeatedly}. */
export interface PollOptions extends Pick<RemoteOptions, "diagnostics" | "stopped" | "setTimer"> {
  /** From the end of one poll to the next; asked each time. */
  readonly intervalMillis: () => number;
  /** Whether to wait for the interval before the first poll as well. @default false */
  readonly later?: boolean;
  /** What is polled, for messages: `the sampling strategy from http://localhost:14250`. */
  readonly what: string;
}

/** The longest that timers know. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/**
 * Polls at once, then at an interval, until stopped. It is never traced and never keeps the process
 * alive by its waiting. A failure is one warning until it works again, and nothing else.
 */
export function pollRepeatedly(
  poll: () => Promise<void>,
  { diagnostics, stopped, setTimer = setUnrefTimer, intervalMillis, later, what }: PollOptions,
): void {
  const suppressed = suppressTracing(ROOT_CONTEXT);
  let failing = false;
  let cancel = () => {};

  async function run(): Promise<void> {
    if (stopped.aborted) return;
    try {
      await context.with(suppressed, poll);
      if (failing) diagnostics.info(`Getting ${what} works again`);
      failing = false;
    } catch (error) {
      if (stopped.aborted) return;
      if (!failing) diagnostics.warn(`Cannot get ${what}: ${describe(error)}; sampling as before`);
      failing = true;
    }
    wait();
  }

  function wait(): void {
    if (stopped.aborted) return;
    cancel = setTimer(() => void run(), Math.min(intervalMillis(), MAX_DELAY_MS));
  }

  stopped.addEventListener("abort", () => cancel(), { once: true });
  if (later === true) wait();
  else void run();
}

/** The usual failures in words of ours: what clients say of them is long, and each another. */
function describe(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/ECONNREFUSED|connection refused/i.test(message)) return "connection refused";
  return /timed? ?out|deadline exceeded/i.test(message) ? "no answer in time" : message;
}

function setUnrefTimer(run: () => void, delayMillis: number): () => void {
  const timer = setTimeout(run, delayMillis);
  timer.unref();
  return () => clearTimeout(timer);
}
