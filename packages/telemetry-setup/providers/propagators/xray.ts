// Hot path: runs for each request.
import { type TextMapPropagator, TraceFlags } from "@opentelemetry/api";
import { firstValue } from "./first_value.ts";
import { injectableSpanContext } from "./injectable_span_context.ts";
import { withRemoteParent } from "./with_remote_parent.ts";

const TRACE_ID = "x-amzn-trace-id";

/** Version, seconds, and 96 random bits: together the 128 bits of a trace id. */
const ROOT_FORMAT = /^1-([\da-f]{8})-([\da-f]{24})$/i;
const PARENT_FORMAT = /^[\da-f]{16}$/i;

/**
 * The tracing header of AWS X-Ray. A header without a parent or without a decision (`Sampled=?`)
 * is passed over: OpenTelemetry has no span context for it, so this service begins the trace.
 *
 * @see {@link https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader}
 */
export function createXrayPropagator(): TextMapPropagator {
  return {
    inject(context, carrier, setter) {
      const spanContext = injectableSpanContext(context);
      if (spanContext === undefined) return;
      const { traceId, spanId, traceFlags } = spanContext;
      const root = `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`;
      const sampled = (traceFlags & TraceFlags.SAMPLED) === 0 ? "0" : "1";
      setter.set(carrier, TRACE_ID, `Root=${root};Parent=${spanId};Sampled=${sampled}`);
    },
    extract(context, carrier, getter) {
      const parts = readParts(firstValue(getter, carrier, TRACE_ID) ?? "");
      const [, seconds, random] = ROOT_FORMAT.exec(parts.get("Root") ?? "") ?? [];
      const [spanId] = PARENT_FORMAT.exec(parts.get("Parent") ?? "") ?? [];
      const sampled = parts.get("Sampled");
      if (seconds === undefined || random === undefined || spanId === undefined) return context;
      if (sampled !== "0" && sampled !== "1") return context;
      const parent = { traceId: seconds + random, spanId, sampled: sampled === "1" };
      return withRemoteParent(context, parent) ?? context;
    },
    fields: () => [TRACE_ID],
  };
}

/** The parts may come in any order, and others, such as `Self` and `Lineage`, between them. */
function readParts(header: string): ReadonlyMap<string, string> {
  return new Map(
    header.split(";").map((part) => {
      const [name = "", value = ""] = part.trim().split("=", 2);
      return [name, value];
    }),
  );
}
