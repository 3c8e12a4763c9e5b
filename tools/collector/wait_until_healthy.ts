/** Settings of {@linkcode waitUntilHealthy}. */
export interface WaitUntilHealthyOptions {
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** Milliseconds between two questions. @default 100 */
  readonly intervalMs?: number;
  /** Asks once. @default globalThis.fetch */
  readonly fetch?: (url: string, init: { signal: AbortSignal }) => Promise<Response>;
}

/**
 * Asks a Collector's health check until it answers with success.
 *
 * @param url The health check's address
 * @throws The signal's reason, once it is aborted
 */
export async function waitUntilHealthy(
  url: string,
  options: WaitUntilHealthyOptions,
): Promise<void> {
  const { signal, intervalMs = 100, fetch = globalThis.fetch } = options;
  for (;;) {
    signal.throwIfAborted();
    try {
      const response = await fetch(url, {
        // A server that takes the connection and never answers must not end the asking.
        signal: AbortSignal.any([signal, AbortSignal.timeout(2_000)]),
      });
      await response.body?.cancel();
      if (response.ok) return;
    } catch {
      // Refused or reset: not there yet.
    }
    await pause(intervalMs, signal);
  }
}

/** Resolves after a while, or as soon as the signal is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
    // It may have been aborted between the question and here.
    if (signal.aborted) end();
  });
}
