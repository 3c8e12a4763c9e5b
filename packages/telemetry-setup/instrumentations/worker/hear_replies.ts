import { type Context, propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import type { ContextTeller } from "./context_teller.ts";
import { type Carrier, CONTEXT_MESSAGE } from "./hold_messages.ts";
import { takeReplies } from "./worker_link.ts";

/** Options of {@linkcode hearReplies}. */
export interface HearRepliesOptions {
  readonly memory: Int32Array<SharedArrayBuffer>;
  /** What tells the worker of contexts: one that comes back is the one that was sent, if it is known. */
  readonly teller: ContextTeller;
  /** Makes a context active for the rest of this task. */
  readonly enter: (context: Context) => void;
}

type Emitter = Pick<import("node:worker_threads").Worker, "emit">;

/**
 * Has messages from a worker handled in the context in which the worker sent them. What tells of that
 * is a message of ours ahead, which the application never gets.
 *
 * That goes on as long as the worker does: it may tell of one at any time.
 */
export function hearReplies(
  worker: EventTarget | Emitter,
  { memory, teller, enter }: HearRepliesOptions,
): void {
  let heard: Context | undefined;
  /** Says whether a message is ours. */
  const hear = (data: unknown): boolean => {
    const carrier = carrierIn(data);
    if (carrier !== undefined) {
      heard = teller.contextOf(carrier) ?? propagation.extract(ROOT_CONTEXT, carrier);
    } else if (heard !== undefined) enter(heard);
    return carrier !== undefined;
  };
  if (worker instanceof EventTarget) {
    // The first to listen, so that nobody else gets what is ours.
    worker.addEventListener("message", (event) => {
      if (event instanceof MessageEvent && hear(event.data)) event.stopImmediatePropagation();
    });
    takeReplies(memory);
    return;
  }
  // Nothing that listens could keep a message from other listeners, and each one would be counted.
  const { emit } = worker;
  Object.defineProperty(worker, "emit", {
    configurable: true,
    writable: true,
    value(this: Emitter, name: string, ...args: unknown[]) {
      // The worker runs, and what it says comes this way.
      if (name === "online") takeReplies(memory);
      if (name === "message" && hear(args[0])) return true;
      return Reflect.apply(emit, this, [name, ...args]);
    },
  });
}

function carrierIn(data: unknown): Carrier | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  return (data as { readonly [CONTEXT_MESSAGE]?: Carrier })[CONTEXT_MESSAGE];
}
