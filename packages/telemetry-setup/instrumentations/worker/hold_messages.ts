/** On the global object: called by the module that then imports the application's. */
export const RELEASE_MESSAGES: unique symbol = Symbol.for("otel-deno.release-messages") as never;
/** On the global object: settles when our first message is there. */
export const LINKED: unique symbol = Symbol.for("otel-deno.linked") as never;
/** The key of the first message to a worker, which is ours. */
export const LINK_MESSAGE = "otel-deno.link";

/** What our first message to a worker brings. */
export interface WorkerLink {
  /** The memory that the worker and the thread that started it both see. */
  readonly memory: Int32Array<SharedArrayBuffer>;
  /** The way to the thread that sends telemetry; `undefined` where there is none. */
  readonly delivery?: MessagePort;
}

/** Messages that are kept. */
export interface HeldMessages {
  readonly link: Promise<WorkerLink>;
  /** Gives them out, in order and after the current task, and keeps no more. */
  release(): void;
}

/**
 * Keeps the messages that come in until the application's module can listen for them: Deno gives
 * them out as soon as it waits for a module. The first one is from the instrumentation of the thread
 * that started this worker, and never given out.
 */
export function holdMessages(): HeldMessages {
  const { promise: link, resolve } = Promise.withResolvers<WorkerLink>();
  const held: MessageEvent[] = [];
  let linked = false;
  let released = false;
  const hold: EventListener = (event) => {
    if (!(event instanceof MessageEvent)) return;
    const received: WorkerLink | undefined = linked ? undefined : event.data?.[LINK_MESSAGE];
    if (received !== undefined) {
      linked = true;
      resolve(received);
    } else if (!released) held.push(event);
    else return;
    event.stopImmediatePropagation();
    if (linked && released) removeEventListener("message", hold);
  };
  addEventListener("message", hold);

  function giveOut(): void {
    released = true;
    if (linked) removeEventListener("message", hold);
    for (const { data, ports } of held.splice(0)) {
      dispatchEvent(new MessageEvent("message", { data, ports: [...ports] }));
    }
  }
  return {
    link,
    release() {
      // With nothing to give out, what comes next comes as it would without us.
      if (held.length === 0) giveOut();
      else setTimeout(giveOut, 0);
    },
  };
}
