// Hot path: runs for each request.
import { type TextMapPropagator, trace, TraceFlags } from "@opentelemetry/api";
import { injectableSpanContext } from "./injectable_span_context.ts";
import { RANDOM_TRACE_ID } from "./random_trace_id.ts";
import { shortenTraceState } from "./shorten_trace_state.ts";
import { TraceStateList } from "./trace_state_list.ts";
import { trimBlanks } from "./trim_blanks.ts";

const TRACEPARENT = "traceparent";
const TRACESTATE = "tracestate";
/** Version, trace id, parent id, flags, and what later versions may append. */
const FORMAT = /^([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-[^,]*)?$/;
/** No other flag has a meaning yet, so none is handed on. */
const KNOWN_FLAGS = TraceFlags.SAMPLED | RANDOM_TRACE_ID;

/**
 * W3C Trace Context, level 2: `traceparent` and `tracestate`.
 *
 * A `traceparent` that is not valid, or is there twice, begins a new trace, and its state is not
 * read. A `tracestate` that is not valid is dropped, and the trace goes on.
 *
 * @see {@link https://www.w3.org/TR/trace-context-2/}
 * @see {@link https://opentelemetry.io/docs/specs/otel/context/api-propagators/#propagators-distribution}
 *
 * @example From one request to the next
 * ```ts
 * import { defaultTextMapGetter, defaultTextMapSetter, ROOT_CONTEXT } from "@opentelemetry/api";
 * import { createTraceContextPropagator } from "./trace_context.ts";
 * import assert from "node:assert/strict";
 *
 * const propagator = createTraceContextPropagator();
 * const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03";
 * const context = propagator.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);
 * const headers = {};
 * propagator.inject(context, headers, defaultTextMapSetter);
 * assert.deepEqual(headers, { traceparent });
 * ```
 */
export function createTraceContextPropagator(): TextMapPropagator {
  return {
    inject(context, carrier, setter) {
      const spanContext = injectableSpanContext(context);
      if (spanContext === undefined) return;
      const { traceId, spanId, traceFlags, traceState } = spanContext;
      setter.set(carrier, TRACEPARENT, `00-${traceId}-${spanId}-0${traceFlags & KNOWN_FLAGS}`);
      const state = shortenTraceState(traceState?.serialize() ?? "");
      if (state !== "") setter.set(carrier, TRACESTATE, state);
    },
    extract(context, carrier, getter) {
      const header = getter.get(carrier, TRACEPARENT);
      if (header === undefined) return context;
      const [only, ...more] = typeof header === "object" ? header : [header];
      if (typeof only !== "string" || more.length > 0) return context;
      const [, version, traceId, spanId, flags, rest] = FORMAT.exec(trimBlanks(only)) ?? [];
      if (traceId === undefined || spanId === undefined || version === "ff") return context;
      if (version === "00" && rest !== undefined) return context;
      const state = getter.get(carrier, TRACESTATE);
      const traceState = state === undefined
        ? undefined
        : TraceStateList.parse(typeof state === "string" ? state : state.join(","));
      return trace.setSpanContext(context, {
        traceId,
        spanId,
        traceFlags: Number.parseInt(flags!, 16) & KNOWN_FLAGS,
        isRemote: true,
        ...traceState && { traceState },
      });
    },
    fields: () => [TRACEPARENT, TRACESTATE],
  };
}
