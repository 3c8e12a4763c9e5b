import {
  type Attributes,
  type Context,
  context,
  diag,
  type SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import { describeThrown } from "../http/describe_thrown.ts";

/** What is recorded of a call. */
export interface CallOptions {
  readonly tracer: Tracer;
  /** Name of the span. */
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  /** @default the active context */
  readonly parent?: Context;
  /** Whether message and stack of what is thrown are recorded, too. @default false */
  readonly describesErrors?: boolean;
  /** Is told how long it took, and the `error.type` of a failure. */
  readonly onEnd?: (seconds: number, errorType: string | undefined, context: Context) => void;
}

/** A call that is under way. */
export interface ObservedCall {
  /** What it is done in. */
  readonly context: Context;
  /** Adds to what is recorded. */
  set(attributes: Attributes): void;
  /** Ends it, once. */
  end(): void;
  /**
   * Ends it as a failure, once.
   *
   * @param errorType @default the class of what was thrown
   */
  fail(thrown: unknown, errorType?: string): void;
}

/** Begins to record a call whose end the caller knows. Nothing of it throws. */
export function startCall(options: CallOptions): ObservedCall {
  const { tracer, name, kind, attributes, describesErrors = false, onEnd } = options;
  const parent = options.parent ?? context.active();
  const startedAt = performance.now();
  const span = tracer.startSpan(name, { kind, attributes }, parent);
  const active = trace.setSpan(parent, span);
  let ended = false;
  function finish(failure?: { readonly thrown: unknown; readonly type: string | undefined }): void {
    if (ended) return;
    ended = true;
    harmlessly(() => {
      let errorType: string | undefined;
      if (failure !== undefined) {
        const { type, message, stack } = describeThrown(failure.thrown);
        errorType = failure.type ?? type ?? "_OTHER";
        span.setAttribute(ATTR_ERROR_TYPE, errorType);
        span.setStatus({ code: SpanStatusCode.ERROR, ...describesErrors && { message } });
        if (describesErrors) {
          span.recordException({ message, ...type && { name: type }, ...stack && { stack } });
        }
      }
      span.end();
      onEnd?.((performance.now() - startedAt) / 1000, errorType, active);
    });
  }
  return {
    context: active,
    set: (attributes) => harmlessly(() => span.setAttributes(attributes)),
    end: () => finish(),
    fail: (thrown, type) => finish({ thrown, type }),
  };
}

/**
 * Calls a function and records that as a span, until what it returns is settled. What it returns or
 * throws is not changed.
 *
 * @example Usage
 * ```ts
 * import { observeCall } from "./observe_call.ts";
 * import { SpanKind, trace } from "@opentelemetry/api";
 * import assert from "node:assert/strict";
 *
 * const options = { name: "roll", kind: SpanKind.INTERNAL, attributes: {} };
 * const tracer = trace.getTracer("example");
 * assert.equal(await observeCall(() => Promise.resolve(4), { ...options, tracer }), 4);
 * ```
 */
export function observeCall<T>(call: () => T, options: CallOptions): T {
  let observed: ObservedCall;
  try {
    observed = startCall(options);
  } catch (error) {
    diag.warn("Cannot record a call", error);
    return call();
  }
  let result: T;
  try {
    result = context.with(observed.context, call);
  } catch (error) {
    observed.fail(error);
    throw error;
  }
  if (!(result instanceof Promise)) {
    observed.end();
    return result;
  }
  return result.then((value) => {
    observed.end();
    return value;
  }, (error) => {
    observed.fail(error);
    throw error;
  }) as T;
}

function harmlessly(act: () => void): void {
  try {
    act();
  } catch (error) {
    diag.warn("Cannot record a call", error);
  }
}
