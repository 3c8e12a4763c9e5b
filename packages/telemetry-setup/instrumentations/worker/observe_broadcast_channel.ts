import { context, propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import { activeCarrier } from "./active_carrier.ts";
import type { Carrier } from "./hold_messages.ts";

/** The only key of a message that is in an envelope of ours. */
const ENVELOPE = "otel-deno.broadcast";

interface Envelope {
  readonly carrier: Carrier;
  readonly data: unknown;
}

/**
 * Sends the active trace context along with each message of a `BroadcastChannel`; who receives it
 * handles it in that context.
 *
 * The message goes in an envelope, which only receivers with this open: the others would get it as
 * it is. Nothing can be sent beside a message, as nobody knows who listens.
 */
export function observeBroadcastChannel(): Disposable {
  const { BroadcastChannel: Original } = globalThis;
  const { postMessage } = Original.prototype;

  function postInContext(this: BroadcastChannel, ...args: unknown[]) {
    return Reflect.apply(postMessage, this, args.length > 0 ? [inEnvelope(args[0])] : args);
  }
  Original.prototype.postMessage = postInContext;

  const Observed: typeof Original = new Proxy(Original, {
    construct(target, args, newTarget) {
      const channel = Reflect.construct(target, args, newTarget === Observed ? target : newTarget);
      // The first to listen, so that nobody else gets the envelope.
      channel.addEventListener("message", open);
      return channel;
    },
  });
  globalThis.BroadcastChannel = Observed;

  return {
    [Symbol.dispose]() {
      if (globalThis.BroadcastChannel === Observed) globalThis.BroadcastChannel = Original;
      if (Original.prototype.postMessage === postInContext) {
        Original.prototype.postMessage = postMessage;
      }
    },
  };
}

function inEnvelope(data: unknown): unknown {
  const carrier = activeCarrier();
  // An event that we make would have null for undefined.
  if (data === undefined || Object.keys(carrier).length === 0) return data;
  return { [ENVELOPE]: { carrier, data } satisfies Envelope };
}

function open(this: BroadcastChannel, event: MessageEvent): void {
  const envelope: Envelope | undefined = event.data?.[ENVELOPE];
  if (envelope === undefined) return;
  event.stopImmediatePropagation();
  const { origin } = event;
  const opened = new MessageEvent("message", { data: envelope.data, origin });
  const sender = propagation.extract(ROOT_CONTEXT, envelope.carrier);
  context.with(sender, () => this.dispatchEvent(opened));
}
