// Hot path: runs once a call that a named channel tells of.
import { type Context, context, type Span, trace } from "@opentelemetry/api";
import { currentTime } from "../../clock/current_time.ts";

/** A call that a tracing channel tells of. Times are those of `performance.now()`. */
export interface ChannelCall {
  readonly span: Span;
  /** What it was made in. */
  readonly parent: Context;
  /** What it is done in. */
  readonly context: Context;
  /** When its function returned. */
  returnedAt: number | undefined;
  /** When its promise was settled, or its callback called. */
  doneAt: number | undefined;
  failed: boolean;
  ended: boolean;
}

/** So many of those under way are recorded where the process ends; the others where they end. */
const MAX_OPEN = 10_000;

/** The calls that are under way, each by the message that tells of it. */
export interface ChannelCalls extends Disposable {
  /** The one under way; `undefined` if there is none, or it has ended. */
  get(message: object): ChannelCall | undefined;
  begin(message: object, startSpan: (parent: Context) => Span): ChannelCall;
  /** Ends it, as of when it returned, when its message is collected as garbage. */
  endWithMessage(message: object, call: ChannelCall): void;
  /** Ends it, once, as of when it was done. */
  end(message: object, call: ChannelCall): void;
}

/**
 * Creates the list of calls under way. It keeps no message alive. To dispose of it ends all.
 *
 * @param collect Calls back with what was registered when its owner is collected as garbage. For tests.
 */
export function createChannelCalls(
  collect: (callback: (call: ChannelCall) => void) => {
    register(owner: object, call: ChannelCall): void;
  } = (callback) => new FinalizationRegistry(callback),
): ChannelCalls {
  const calls = new WeakMap<object, ChannelCall>();
  const open = new Set<ChannelCall>();
  const collected = collect((call) => {
    // Of what never returned nobody knows when it ended.
    if (call.returnedAt === undefined && call.doneAt === undefined) open.delete(call);
    else close(call);
  });

  function close(call: ChannelCall): void {
    open.delete(call);
    if (call.ended) return;
    call.ended = true;
    const { doneAt, returnedAt } = call;
    call.span.end(currentTime(doneAt ?? returnedAt ?? performance.now()));
  }

  return {
    get: (message) => calls.get(message),
    begin(message, startSpan) {
      const parent = context.active();
      const span = startSpan(parent);
      const call: ChannelCall = {
        span,
        parent,
        context: trace.setSpan(parent, span),
        returnedAt: undefined,
        doneAt: undefined,
        failed: false,
        ended: false,
      };
      calls.set(message, call);
      // Of calls that never return, which none should, the oldest are left alone.
      if (open.size >= MAX_OPEN) open.delete(open.values().next().value!);
      open.add(call);
      return call;
    },
    endWithMessage: (message, call) => collected.register(message, call),
    end(message, call) {
      calls.delete(message);
      close(call);
    },
    [Symbol.dispose]() {
      for (const call of open) close(call);
    },
  };
}
