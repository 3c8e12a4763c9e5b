import assert from "node:assert/strict";
import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { createTraceContextPropagator } from "../../providers/propagators/trace_context.ts";
import { registerGlobals } from "../../providers/register_globals.ts";
import { observeBroadcastChannel } from "./observe_broadcast_channel.ts";

const SPAN = { traceId: "1".repeat(32), spanId: "2".repeat(16), traceFlags: 1 };
const IN_SPAN = trace.setSpanContext(ROOT_CONTEXT, SPAN);
const CARRIER = { traceparent: `00-${SPAN.traceId}-${SPAN.spanId}-01` };
const envelopeOf = (data: unknown) => ({ "otel-deno.broadcast": { carrier: CARRIER, data } });

/** Two channels, of which only those that are made while it is observed open envelopes. */
function openChannels() {
  using undo = new DisposableStack();
  undo.defer(registerGlobals({ propagator: createTraceContextPropagator() }));
  const name = crypto.randomUUID();
  const open = () => undo.adopt(new BroadcastChannel(name), (channel) => channel.close());
  const plain = open();
  const observing = undo.use(observeBroadcastChannel());
  const observed = open();
  const stack = undo.move();
  return { plain, observed, observing, [Symbol.dispose]: () => stack.dispose() };
}

/** The next message, and the span that is active as it is handled. */
function receive(channel: BroadcastChannel): Promise<{ data: unknown; spanId?: string }> {
  return new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      const spanId = trace.getActiveSpan()?.spanContext().spanId;
      resolve(spanId === undefined ? { data } : { data, spanId });
    };
  });
}

Deno.test("observeBroadcastChannel() sends the active context along, in an envelope", async () => {
  for (const message of ["text", { a: [1] }, null]) {
    using channels = openChannels();
    const received = receive(channels.plain);
    context.with(IN_SPAN, () => channels.observed.postMessage(message));
    assert.deepEqual((await received).data, envelopeOf(message));
  }
});

Deno.test("observeBroadcastChannel() has what is in an envelope handled in that context", async () => {
  using channels = openChannels();
  const received = receive(channels.observed);
  // Here, no context is active which Deno itself could hand on within a thread.
  channels.plain.postMessage(envelopeOf({ a: 1 }));
  assert.deepEqual(await received, { data: { a: 1 }, spanId: SPAN.spanId });
});

Deno.test("observeBroadcastChannel() leaves a message without context as it is", async () => {
  using channels = openChannels();
  const received = receive(channels.plain);
  channels.observed.postMessage("text");
  assert.deepEqual(await received, { data: "text" });
});

Deno.test("observeBroadcastChannel() opens envelopes also after it has ended, and makes none", async () => {
  using channels = openChannels();
  channels.observing[Symbol.dispose]();
  const received = receive(channels.plain);
  context.with(IN_SPAN, () => channels.observed.postMessage("text"));
  assert.equal((await received).data, "text");
  const opened = receive(channels.observed);
  channels.plain.postMessage(envelopeOf("text"));
  assert.deepEqual(await opened, { data: "text", spanId: SPAN.spanId });
});

Deno.test("observeBroadcastChannel() takes the place of the class, and gives it back", () => {
  const { BroadcastChannel: Original } = globalThis;
  const { postMessage } = Original.prototype;
  using undo = new DisposableStack();
  const observing = undo.use(observeBroadcastChannel());
  const channel = undo.adopt(new BroadcastChannel("a"), (one) => one.close());
  assert.ok(channel instanceof BroadcastChannel && channel instanceof Original);
  assert.equal(BroadcastChannel.name, "BroadcastChannel");
  assert.throws(() => channel.postMessage(() => {}), { name: "DataCloneError" });
  // @ts-expect-error What is wrong is for Deno to say.
  assert.throws(() => channel.postMessage(), TypeError);
  observing[Symbol.dispose]();
  assert.equal(globalThis.BroadcastChannel, Original);
  assert.equal(Original.prototype.postMessage, postMessage);
});
