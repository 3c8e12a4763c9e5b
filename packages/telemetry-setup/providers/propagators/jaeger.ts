// Hot path: runs for each request.
import {
  type Context,
  createContextKey,
  propagation,
  type TextMapGetter,
  type TextMapPropagator,
  TraceFlags,
} from "@opentelemetry/api";
import { isTracingSuppressed } from "@opentelemetry/core";
import { firstValue } from "./first_value.ts";
import { injectableSpanContext } from "./injectable_span_context.ts";
import { isHeaderName } from "./is_header_name.ts";
import { withBaggageEntries } from "./with_baggage_entries.ts";
import { withRemoteParent } from "./with_remote_parent.ts";

const TRACE_ID = "uber-trace-id";
const BAGGAGE_PREFIX = "uberctx-";

/** Leading zeros of ids may be missing. The third field, the parent's id, is deprecated. */
const FORMAT = /^([\da-f]{1,32}):([\da-f]{1,16}):[\da-f]*:([\da-f]{1,2})$/i;

const SAMPLED_FLAG = 1;
const DEBUG_FLAG = 2;
/** Set where the request is to be traced whatever a sampler says; it goes on to the next service. */
const DEBUG = createContextKey("otel-deno jaeger debug");

/**
 * The format of Jaeger's own clients: `uber-trace-id`, and a header `uberctx-NAME` for each entry
 * of the baggage. Deprecated by the specification in favour of `tracecontext`.
 *
 * @see {@link https://www.jaegertracing.io/sdk-migration/#propagation-format}
 */
export function createJaegerPropagator(): TextMapPropagator {
  return {
    inject(context, carrier, setter) {
      if (isTracingSuppressed(context)) return;
      const spanContext = injectableSpanContext(context);
      if (spanContext !== undefined) {
        const { traceId, spanId, traceFlags } = spanContext;
        const flags = context.getValue(DEBUG) === true
          ? SAMPLED_FLAG | DEBUG_FLAG
          : traceFlags & TraceFlags.SAMPLED;
        setter.set(carrier, TRACE_ID, `${traceId}:${spanId}:0:0${flags}`);
      }
      for (const [name, { value }] of propagation.getBaggage(context)?.getAllEntries() ?? []) {
        if (!isHeaderName(name)) continue;
        setter.set(carrier, BAGGAGE_PREFIX + name, encodeURIComponent(value.toWellFormed()));
      }
    },
    extract(context, carrier, getter) {
      return withBaggageEntries(withTrace(context, carrier, getter), {
        carrier,
        getter,
        prefix: BAGGAGE_PREFIX,
        decode,
      });
    },
    fields: () => [TRACE_ID],
  };
}

function withTrace<Carrier>(
  context: Context,
  carrier: Carrier,
  getter: TextMapGetter<Carrier>,
): Context {
  // Some clients encode the colons.
  const header = decode(firstValue(getter, carrier, TRACE_ID) ?? "");
  const [, traceId, spanId, digits] = FORMAT.exec(header ?? "") ?? [];
  if (traceId === undefined || spanId === undefined || digits === undefined) return context;
  const flags = Number.parseInt(digits, 16);
  const debug = (flags & DEBUG_FLAG) !== 0;
  const sampled = debug || (flags & SAMPLED_FLAG) !== 0;
  return withRemoteParent(context, { traceId, spanId: spanId.padStart(16, "0"), sampled })
    ?.setValue(DEBUG, debug) ?? context;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
