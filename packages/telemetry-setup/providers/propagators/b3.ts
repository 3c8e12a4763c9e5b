// Hot path: runs for each request.
import {
  type Context,
  createContextKey,
  type TextMapGetter,
  type TextMapPropagator,
  TraceFlags,
} from "@opentelemetry/api";
import { firstValue } from "./first_value.ts";
import { injectableSpanContext } from "./injectable_span_context.ts";
import { withRemoteParent } from "./with_remote_parent.ts";

const SINGLE = "b3";
const TRACE_ID = "x-b3-traceid";
const SPAN_ID = "x-b3-spanid";
const SAMPLED = "x-b3-sampled";
const FLAGS = "x-b3-flags";

/** Trace id, span id, and optionally the sampling state and the id of the parent. */
const SINGLE_FORMAT = /^([\da-f]{16}|[\da-f]{32})-([\da-f]{16})(?:-([01d]))?(?:-[\da-f]{16})?$/i;

/** How a sampling state is written; `true` and `false` are what early clients sent. */
const SAMPLING_STATES: ReadonlyMap<string | undefined, boolean> = new Map([
  [undefined, false],
  ["0", false],
  ["false", false],
  ["1", true],
  ["true", true],
]);

/** Set where the request is to be traced whatever a sampler says; it goes on to the next service. */
const DEBUG = createContextKey("otel-deno b3 debug");

interface B3Fields {
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
  readonly debug: boolean;
}

/**
 * Zipkin's B3 format. Both forms are read, the single header first; one is written.
 *
 * A sampling state without ids (`b3: 0`) has no counterpart in OpenTelemetry and is passed over.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/context/api-propagators/#b3-requirements}
 * @see {@link https://github.com/openzipkin/b3-propagation}
 */
export function createB3Propagator(format: "single" | "multi"): TextMapPropagator {
  return {
    inject(context, carrier, setter) {
      const spanContext = injectableSpanContext(context);
      if (spanContext === undefined) return;
      const { traceId, spanId, traceFlags } = spanContext;
      const debug = context.getValue(DEBUG) === true;
      const sampled = (traceFlags & TraceFlags.SAMPLED) === 0 ? "0" : "1";
      if (format === "single") {
        return setter.set(carrier, SINGLE, `${traceId}-${spanId}-${debug ? "d" : sampled}`);
      }
      setter.set(carrier, TRACE_ID, traceId);
      setter.set(carrier, SPAN_ID, spanId);
      // The debug flag implies the sampling state, which is then left out.
      if (debug) setter.set(carrier, FLAGS, "1");
      else setter.set(carrier, SAMPLED, sampled);
    },
    extract(context, carrier, getter) {
      return withFields(context, readSingle(carrier, getter)) ??
        withFields(context, readMulti(carrier, getter)) ?? context;
    },
    fields: () => format === "single" ? [SINGLE] : [TRACE_ID, SPAN_ID, SAMPLED, FLAGS],
  };
}

function withFields(context: Context, fields: B3Fields | undefined): Context | undefined {
  if (fields === undefined) return undefined;
  return withRemoteParent(context, fields)?.setValue(DEBUG, fields.debug);
}

function readSingle<Carrier>(
  carrier: Carrier,
  getter: TextMapGetter<Carrier>,
): B3Fields | undefined {
  const [, traceId, spanId, state] =
    SINGLE_FORMAT.exec(firstValue(getter, carrier, SINGLE) ?? "") ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  const debug = state?.toLowerCase() === "d";
  return { traceId, spanId, sampled: debug || state === "1", debug };
}

function readMulti<Carrier>(
  carrier: Carrier,
  getter: TextMapGetter<Carrier>,
): B3Fields | undefined {
  const traceId = firstValue(getter, carrier, TRACE_ID);
  const spanId = firstValue(getter, carrier, SPAN_ID);
  if (traceId === undefined || spanId === undefined) return undefined;
  if (traceId.length !== 16 && traceId.length !== 32) return undefined;
  const debug = firstValue(getter, carrier, FLAGS) === "1";
  const sampled = debug ||
    SAMPLING_STATES.get(firstValue(getter, carrier, SAMPLED)?.toLowerCase());
  return sampled === undefined ? undefined : { traceId, spanId, sampled, debug };
}
