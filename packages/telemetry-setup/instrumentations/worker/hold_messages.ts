import { listenUncounted } from "./listen_uncounted.ts";
import { announcedContexts, refuseContexts } from "./worker_link.ts";

/** On the global object: called by the module that then imports the application's. */
export const RELEASE_MESSAGES: unique symbol = Symbol.for("otel-deno.release-messages") as never;
/** On the global object: settles when our first message is there. */
export const LINKED: unique symbol = Symbol.for("otel-deno.linked") as never;
/** The key of the first message to a worker, which is ours. */
export const LINK_MESSAGE = "otel-deno.link";
/** The key of messages before one of the application's: the context that one is sent in. */
export const CONTEXT_MESSAGE = "otel-deno.context";

/** Trace context as text, by the names of the propagator's fields. */
export type Carrier = Readonly<Record<string, string>>;

/** What our first message to a worker brings. */
export interface WorkerLink {
  /** The memory that the worker and the thread that started it both see. */
  readonly memory: Int32Array<SharedArrayBuffer>;
  /** The way to the thread that sends telemetry; `undefined` where there is none. */
  readonly delivery?: MessagePort;
  /** Of what made the worker; that of messages, until another one is told. */
  readonly carrier: Carrier;
  /** Whether the worker ends when nobody listens, as those of Node do. */
  readonly endsWhenIdle: boolean;
}

/** Messages that are kept. */
export interface HeldMessages {
  readonly link: Promise<WorkerLink>;
  /** Gives them out, in order and after the current task, and keeps no more. */
  release(): void;
  /** Has it told of the context of each message, before the application gets that message. */
  beforeEachMessage(enter: (carrier: Carrier) => void): void;
}

/**
 * Keeps the messages that come in until the application's module can listen for them: Deno gives
 * them out as soon as it waits for a module. The first one is from the instrumentation of the thread
 * that started this worker, and never given out.
 */
export function holdMessages(): HeldMessages {
  const { promise: link, resolve } = Promise.withResolvers<WorkerLink>();
  const held: { readonly event: MessageEvent; readonly carrier: Carrier | undefined }[] = [];
  let linked: WorkerLink | undefined;
  let released = false;
  let enter = (_carrier: Carrier) => {};
  /** That of the next message; `undefined` as long as it is that of what made the worker. */
  let carrier: Carrier | undefined;
  /** How many messages have told of a context. */
  let heard = 0;
  const hold: EventListener = (event) => {
    if (!(event instanceof MessageEvent)) return;
    const context: Carrier | undefined = event.data?.[CONTEXT_MESSAGE];
    if (linked === undefined && event.data?.[LINK_MESSAGE] !== undefined) {
      resolve(linked = event.data[LINK_MESSAGE]);
      stopIfDone();
    } else if (context !== undefined) {
      carrier = context;
      heard++;
    } else if (!released) held.push({ event, carrier });
    else {
      if (carrier !== undefined) enter(carrier);
      return;
    }
    event.stopImmediatePropagation();
  };
  addEventListener("message", hold);

  function stopIfDone(): void {
    if (!released || linked?.endsWhenIdle !== true || listenUncounted()) return;
    refuseContexts(linked.memory);
    stopAfterLast(linked.memory);
  }

  /** What is on its way is not the application's. */
  function stopAfterLast(memory: WorkerLink["memory"]): void {
    if (heard < announcedContexts(memory)) setTimeout(stopAfterLast, 1, memory);
    else removeEventListener("message", hold);
  }

  function giveOut(): void {
    released = true;
    stopIfDone();
    const last = carrier;
    for (const { event: { data, ports }, carrier: itsOwn } of held.splice(0)) {
      carrier = itsOwn;
      dispatchEvent(new MessageEvent("message", { data, ports: [...ports] }));
    }
    carrier = last;
  }
  return {
    link,
    release() {
      // With nothing to give out, what comes next comes as it would without us.
      if (held.length === 0) giveOut();
      else setTimeout(giveOut, 0);
    },
    beforeEachMessage: (listener) => void (enter = listener),
  };
}
