// Hot path: runs once a line of output, where log correlation is asked for.
import { isSpanContextValid, trace, TraceFlags } from "@opentelemetry/api";

/**
 * Names the active span as the first thing in a line of output, in the words that Python's
 * distribution has for it.
 *
 * @returns Such as `[trace_id=… span_id=… trace_sampled=true]`; `undefined` outside of spans.
 */
export function formatTraceIds(): string | undefined {
  const spanContext = trace.getActiveSpan()?.spanContext();
  if (spanContext === undefined || !isSpanContextValid(spanContext)) return undefined;
  const { traceId, spanId, traceFlags } = spanContext;
  const sampled = (traceFlags & TraceFlags.SAMPLED) !== 0;
  return `[trace_id=${traceId} span_id=${spanId} trace_sampled=${sampled}]`;
}
