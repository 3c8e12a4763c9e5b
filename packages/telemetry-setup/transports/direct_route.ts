import type { OnOutcome, Route } from "./route.ts";
import type { Signal, Transport, Verdict } from "./transport.ts";

/**
 * A route by a transport that needs no queue, as it is done at once: the console's, a file's, or one
 * that refuses everything.
 *
 * @example A payload that is taken
 * ```ts
 * import { createConsoleTransport } from "./console_transport.ts";
 * import { createDirectRoute } from "./direct_route.ts";
 * import assert from "node:assert/strict";
 *
 * const kinds: string[] = [];
 * const transport = createConsoleTransport((bytes) => bytes.length);
 * const route = createDirectRoute(transport, {
 *   signal: "traces",
 *   onOutcome: ({ kind }) => kinds.push(kind),
 * });
 * route.put(new Uint8Array([1]), { contentType: "application/json", itemCount: 1 });
 * await route.flush();
 * assert.deepEqual(kinds, ["accepted"]);
 * ```
 */
export function createDirectRoute(
  transport: Transport,
  { signal, onOutcome }: { readonly signal: Signal; readonly onOutcome: OnOutcome },
): Route {
  const underWay = new Set<Promise<void>>();
  let waitingItems = 0;
  return {
    signal,
    destination: transport.destination,
    get waitingItems() {
      return waitingItems;
    },
    isDurable: false,
    put(payload, { contentType, itemCount }) {
      waitingItems += itemCount;
      const startedAt = performance.now();
      const settle = (verdict: Verdict) => {
        waitingItems -= itemCount;
        const seconds = (performance.now() - startedAt) / 1000;
        const fate = { itemCount, seconds, replayed: false };
        if (verdict.outcome === "accepted") {
          const { rejectedCount, message } = verdict;
          onOutcome({ kind: "accepted", ...fate, rejectedCount, message });
        } else {
          const { reason } = verdict;
          onOutcome({ kind: "refused", ...fate, reason, quarantined: false });
        }
      };
      const sending: Promise<void> = transport
        .send(payload, { signal, contentType, encoding: "identity", itemCount })
        .then(settle)
        .then(() => void underWay.delete(sending));
      underWay.add(sending);
    },
    flush: async () => void await Promise.all(underWay),
    close: () => transport.close(),
  };
}
