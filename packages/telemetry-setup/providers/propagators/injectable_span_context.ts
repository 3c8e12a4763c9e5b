// Hot path: runs for each outgoing request.
import { type Context, isSpanContextValid, type SpanContext, trace } from "@opentelemetry/api";
import { isTracingSuppressed } from "@opentelemetry/core";

/** The span context to write into a carrier; none where tracing is suppressed. */
export function injectableSpanContext(context: Context): SpanContext | undefined {
  const spanContext = trace.getSpanContext(context);
  if (spanContext === undefined || !isSpanContextValid(spanContext)) return undefined;
  return isTracingSuppressed(context) ? undefined : spanContext;
}
