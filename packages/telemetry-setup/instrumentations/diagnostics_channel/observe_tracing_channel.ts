// Hot path: runs once a call that a named channel tells of.
import { type Context, context, diag, type Span, SpanKind, type Tracer } from "@opentelemetry/api";
import type { AsyncLocalStorage } from "node:async_hooks";
import { currentTime } from "../../clock/current_time.ts";
import { isWithoutTracing } from "../is_without_tracing.ts";
import type { ChannelCall, ChannelCalls } from "./channel_calls.ts";
import type { MessageReader } from "./message_reader.ts";

/** The module `node:diagnostics_channel`, which is loaded only where channels are named. */
export type DiagnosticsChannelModule = typeof import("node:diagnostics_channel");

/** What is done with what a tracing channel tells. */
export interface TracingChannelOptions {
  readonly tracer: Tracer;
  readonly reader: MessageReader;
  readonly calls: ChannelCalls;
  /** Records why a call failed. */
  readonly recordError: (call: ChannelCall, thrown: unknown) => void;
}

/** What messages of a tracing channel have by agreement, besides what the library puts in. */
interface TracingMessage {
  readonly result?: unknown;
  readonly error?: unknown;
  /** Of Fastify: whether something comes after `end`. */
  readonly async?: unknown;
}

/**
 * `bindStore` only calls the `run` of what it is given: so the context is carried by whatever carries
 * it elsewhere, and no storage of its own is needed.
 */
const CONTEXT = {
  run: (active: Context, next: () => unknown) => context.with(active, next),
} as unknown as AsyncLocalStorage<Context>;

/**
 * Records the calls that a tracing channel tells of, a span each. What the call does is done in the
 * context of its span, and its callback in that of the caller.
 *
 * A call ends when its function has returned or thrown; where a promise or a callback follows, when
 * that is settled or called.
 *
 * @see {@link https://nodejs.org/api/diagnostics_channel.html#class-tracingchannel}
 */
export function observeTracingChannel(
  module: DiagnosticsChannelModule,
  name: string,
  { tracer, reader, calls, recordError }: TracingChannelOptions,
): Disposable {
  function startSpan(message: object, parent: Context): Span {
    const server = reader.readServer(message);
    const attributes = { ...server, ...reader.readFields(message) };
    const kind = "server.address" in server ? SpanKind.CLIENT : SpanKind.INTERNAL;
    // The end may be told long after it was: both times are from one clock.
    return tracer.startSpan(name, { kind, attributes, startTime: currentTime() }, parent);
  }

  function begin(message: object): ChannelCall | undefined {
    const call = calls.get(message);
    if (call !== undefined) return call;
    if (isWithoutTracing(context.active())) return undefined;
    return calls.begin(message, (parent) => startSpan(message, parent));
  }

  /** The channel is published on by hand where no store was asked before: the end may not be told. */
  function beginByHand(message: object): void {
    if (calls.get(message) !== undefined) return;
    const call = begin(message);
    if (call !== undefined) calls.endWithMessage(message, call);
  }

  function finish(message: object, call: ChannelCall): void {
    // What it gave is known by now.
    if (call.span.isRecording()) call.span.setAttributes(reader.readFields(message));
    calls.end(message, call);
  }

  const steps: Readonly<Record<string, (message: object, call: ChannelCall) => void>> = {
    error(message, call) {
      if (call.failed) return;
      call.failed = true;
      recordError(call, (message as TracingMessage).error);
    },
    end(message, call) {
      call.returnedAt = performance.now();
      const { async: goesOn } = message as TracingMessage;
      const isDone = typeof goesOn === "boolean" ? !goesOn : call.failed || "result" in message;
      if (isDone) finish(message, call);
    },
    asyncStart: (_message, call) => void (call.doneAt ??= performance.now()),
    asyncEnd(message, call) {
      call.doneAt ??= performance.now();
      finish(message, call);
    },
  };

  /** Node would make an uncaught exception of the application of what we throw. */
  function guarded<T>(fallback: () => T, act: (message: object) => T): (message: unknown) => T {
    return (message) => {
      if (typeof message !== "object" || message === null) return fallback();
      try {
        return act(message);
      } catch (error) {
        diag.warn(`Cannot record what ${name} tells`, error);
        return fallback();
      }
    };
  }

  const undo = new DisposableStack();
  const channelOf = (step: string) => module.channel(`tracing:${name}:${step}`);
  const subscribe = (step: string, listener: (message: unknown) => unknown) => {
    const channel = channelOf(step);
    channel.subscribe(listener);
    undo.defer(() => void channel.unsubscribe(listener));
  };
  const bind = (step: string, choose: (message: object) => Context) => {
    const channel = channelOf(step);
    channel.bindStore(CONTEXT, guarded(() => context.active(), choose));
    undo.defer(() => void channel.unbindStore(CONTEXT));
  };
  bind("start", (message) => begin(message)?.context ?? context.active());
  subscribe("start", guarded(() => undefined, beginByHand));
  bind("asyncStart", (message) => calls.get(message)?.parent ?? context.active());
  for (const [step, act] of Object.entries(steps)) {
    subscribe(
      step,
      guarded(() => undefined, (message) => {
        const call = calls.get(message);
        if (call !== undefined) act(message, call);
      }),
    );
  }
  return undo;
}
