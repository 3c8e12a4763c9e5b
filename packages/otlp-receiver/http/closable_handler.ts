/** A handler that can be told to come to an end. */
export interface ClosableHandler {
  handle(request: Request): Promise<Response>;
  /** Settles when all requests are answered: those that take longer than `timeoutMillis` with 503. */
  close(timeoutMillis: number): Promise<void>;
}

/**
 * Makes a handler closable. `Deno.serve` waits for a handler without end when it is shut down, and
 * throws when it is aborted afterwards.
 */
export function closableHandler(
  handler: (request: Request) => Promise<Response>,
): ClosableHandler {
  const cutOff = new AbortController();
  const busy = new Set<Promise<Response>>();

  function untilCutOff(response: Promise<Response>): Promise<Response> {
    return new Promise((resolve, reject) => {
      const giveUp = () => resolve(new Response("The receiver is ending", { status: 503 }));
      cutOff.signal.addEventListener("abort", giveUp, { once: true });
      response.then(resolve, reject).finally(() =>
        cutOff.signal.removeEventListener("abort", giveUp)
      );
    });
  }

  return {
    handle(request) {
      const answered = untilCutOff(handler(request));
      busy.add(answered);
      const forget = () => void busy.delete(answered);
      answered.then(forget, forget);
      return answered;
    },
    async close(timeoutMillis) {
      const timer = setTimeout(() => cutOff.abort(), timeoutMillis);
      while (busy.size > 0) await Promise.allSettled(busy);
      clearTimeout(timer);
    },
  };
}
