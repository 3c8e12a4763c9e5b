import type { StoreChange, TelemetryStore } from "../../contract/mod.ts";
import { mergeChanges } from "./merge_changes.ts";

/** Options of {@linkcode streamChanges}. */
export interface StreamOptions {
  /** Ends the stream. */
  readonly signal: AbortSignal;
  /** Told once, when it has ended, whoever ended it. */
  readonly onEnd?: () => void;
  /** A comment is sent so often, so that a connection that is gone is noticed. @default {15_000} */
  readonly heartbeatMillis?: number;
}

/**
 * Server-sent events of what is stored: `event: change` with a `StoreChange`, the first one at once
 * and with no items. While a client does not read, changes are added up, so that a slow one costs
 * nothing and misses nothing.
 *
 * @see {@link https://html.spec.whatwg.org/multipage/server-sent-events.html | Server-sent events}
 */
export function streamChanges(
  store: TelemetryStore,
  { signal, onEnd = () => {}, heartbeatMillis = 15_000 }: StreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let waiting: StoreChange | undefined;
  let ended = false;

  const canTake = () => (controller.desiredSize ?? 0) > 0;
  const sendWaiting = () => {
    if (ended || waiting === undefined || !canTake()) return;
    controller.enqueue(encoder.encode(`event: change\ndata: ${JSON.stringify(waiting)}\n\n`));
    waiting = undefined;
  };
  const unsubscribe = store.subscribe((change) => {
    waiting = waiting === undefined ? change : mergeChanges(waiting, change);
    sendWaiting();
  });
  const heartbeat = setInterval(() => {
    if (canTake()) controller.enqueue(encoder.encode(":\n\n"));
  }, heartbeatMillis);
  const end = () => {
    if (ended) return;
    ended = true;
    clearInterval(heartbeat);
    unsubscribe();
    onEnd();
  };

  return new ReadableStream<Uint8Array>({
    async start(given) {
      controller = given;
      signal.addEventListener("abort", () => {
        if (ended) return;
        end();
        controller.close();
      }, { once: true });
      const stats = await store.stats();
      const first = { spans: 0, logs: 0, metricPoints: 0, traceIds: [], stats };
      waiting = waiting === undefined ? first : mergeChanges(first, waiting);
      sendWaiting();
    },
    pull: sendWaiting,
    cancel: end,
  }, { highWaterMark: 1 });
}
