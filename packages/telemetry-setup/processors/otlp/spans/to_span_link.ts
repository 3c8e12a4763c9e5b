// Hot path: runs for every link of every exported span.
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Encodable, SpanLink } from "@otel-deno/otlp";
import { toFlags } from "./to_flags.ts";
import { toTraceState } from "./to_trace_state.ts";
import type { Repairs } from "../values/repairs.ts";
import { toSpanId, toTraceId } from "../values/to_id.ts";
import { toUint32 } from "../values/to_integer.ts";
import { toKeyValues } from "../values/to_key_values.ts";

/** Turns a link of the SDK into one of OTLP. */
export function toSpanLink(
  link: ReadableSpan["links"][number],
  repairs: Repairs,
): Encodable<SpanLink> {
  const { context } = link;
  return {
    traceId: toTraceId(context.traceId, repairs),
    spanId: toSpanId(context.spanId, repairs),
    traceState: toTraceState(context, repairs),
    attributes: toKeyValues(link.attributes, repairs),
    droppedAttributesCount: toUint32(link.droppedAttributesCount, repairs),
    flags: toFlags(context.traceFlags, context.isRemote),
  };
}
