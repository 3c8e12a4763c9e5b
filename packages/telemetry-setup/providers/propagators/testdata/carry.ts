import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  type SpanContext,
  type TextMapPropagator,
  trace,
  TraceFlags,
} from "@opentelemetry/api";

/** Headers of a request, names in lower case as servers hand them over. */
export type Headers = Readonly<Record<string, string | string[]>>;

/** What a propagator reads from the headers of a request. */
export function extract(
  propagator: TextMapPropagator,
  headers: Headers,
  context: Context = ROOT_CONTEXT,
): Context {
  return propagator.extract(context, headers, defaultTextMapGetter);
}

/** What a propagator writes into the headers of a request. */
export function inject(propagator: TextMapPropagator, context: Context): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagator.inject(context, carrier, defaultTextMapSetter);
  return carrier;
}

/** `TRACE-SPAN-sampled`, `TRACE-SPAN-dropped` or, where there is no span, `none`. */
export function describeParent(context: Context): string {
  const spanContext = trace.getSpanContext(context);
  if (spanContext === undefined) return "none";
  const { traceId, spanId, traceFlags, isRemote } = spanContext;
  const decision = traceFlags === TraceFlags.SAMPLED ? "sampled" : "dropped";
  return `${traceId}-${spanId}-${decision}${isRemote ? "" : "-local"}`;
}

/** A context with a span and, where given, baggage. */
export function contextOf(
  spanContext: SpanContext,
  baggage?: Readonly<Record<string, string>>,
): Context {
  const context = trace.setSpanContext(ROOT_CONTEXT, spanContext);
  if (baggage === undefined) return context;
  const entries = Object.entries(baggage).map(([name, value]) => [name, { value }]);
  return propagation.setBaggage(context, propagation.createBaggage(Object.fromEntries(entries)));
}

/** The baggage of a context as a plain object. */
export function baggageOf(context: Context): Record<string, string> {
  const entries = propagation.getBaggage(context)?.getAllEntries() ?? [];
  return Object.fromEntries(entries.map(([name, { value }]) => [name, value]));
}
