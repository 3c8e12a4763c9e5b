// Hot path: runs for each request.
import { propagation, type TextMapPropagator, TraceFlags } from "@opentelemetry/api";
import { firstValue } from "./first_value.ts";
import { injectableSpanContext } from "./injectable_span_context.ts";
import { isHeaderName } from "./is_header_name.ts";
import { withBaggageEntries } from "./with_baggage_entries.ts";
import { withRemoteParent } from "./with_remote_parent.ts";

const TRACE_ID = "ot-tracer-traceid";
const SPAN_ID = "ot-tracer-spanid";
const SAMPLED = "ot-tracer-sampled";
const BAGGAGE_PREFIX = "ot-baggage-";

const TRACE_ID_FORMAT = /^[\da-f]{1,32}$/i;
const SPAN_ID_FORMAT = /^[\da-f]{1,16}$/i;
/** Baggage goes unencoded; what no header may hold stays behind. */
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

/**
 * The format of OpenTracing's basic tracers, with 64 bits of the trace id. Deprecated by the
 * specification in favour of `tracecontext`.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/context/api-propagators/#propagators-distribution}
 * @see {@link https://github.com/opentracing/basictracer-go/blob/master/propagation_ot.go}
 */
export function createOttracePropagator(): TextMapPropagator {
  return {
    inject(context, carrier, setter) {
      const spanContext = injectableSpanContext(context);
      if (spanContext === undefined) return;
      const { traceId, spanId, traceFlags } = spanContext;
      setter.set(carrier, TRACE_ID, traceId.slice(16));
      setter.set(carrier, SPAN_ID, spanId);
      setter.set(carrier, SAMPLED, String((traceFlags & TraceFlags.SAMPLED) !== 0));
      for (const [name, { value }] of propagation.getBaggage(context)?.getAllEntries() ?? []) {
        if (!isHeaderName(name) || !HEADER_VALUE.test(value)) continue;
        setter.set(carrier, BAGGAGE_PREFIX + name, value);
      }
    },
    extract(context, carrier, getter) {
      const [traceId] = TRACE_ID_FORMAT.exec(firstValue(getter, carrier, TRACE_ID) ?? "") ?? [];
      const [spanId] = SPAN_ID_FORMAT.exec(firstValue(getter, carrier, SPAN_ID) ?? "") ?? [];
      if (traceId === undefined || spanId === undefined) return context;
      const state = firstValue(getter, carrier, SAMPLED)?.toLowerCase();
      const extracted = withRemoteParent(context, {
        traceId,
        spanId: spanId.padStart(16, "0"),
        sampled: state === "true" || state === "1",
      });
      if (extracted === undefined) return context;
      return withBaggageEntries(extracted, {
        carrier,
        getter,
        prefix: BAGGAGE_PREFIX,
        decode: (value) => value,
      });
    },
    fields: () => [TRACE_ID, SPAN_ID, SAMPLED],
  };
}
