// Hot path: startSpan() runs once a span.
import { type Context, context, type SpanOptions, trace, type Tracer } from "@opentelemetry/api";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import { RANDOM_TRACE_ID } from "./propagators/random_trace_id.ts";

/**
 * The SDK's provider, whose spans carry the flag of random trace ids: set where a trace begins,
 * whose id the SDK draws at random, else as the parent has it. The SDK itself drops that flag.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#random-trace-id-flag}
 */
export class RandomFlagTracerProvider extends TracerProvider {
  readonly #adapted = new WeakSet<Tracer>();

  override getTracer(...args: Parameters<TracerProvider["getTracer"]>): Tracer {
    const tracer = super.getTracer(...args);
    if (this.#adapted.has(tracer)) return tracer;
    this.#adapted.add(tracer);
    const { startSpan } = tracer;
    // startActiveSpan() of the SDK begins its spans through this one, too.
    tracer.startSpan = (name: string, options?: SpanOptions, parent?: Context) => {
      const span = startSpan.call(tracer, name, options, parent);
      const started = span.spanContext();
      // Where tracing is suppressed, these are the API's invalid ids, which all such spans share.
      if (!trace.isSpanContextValid(started)) return span;
      const inherited = trace.getSpanContext(parent ?? context.active());
      const flag = inherited?.traceId === started.traceId
        ? inherited.traceFlags & RANDOM_TRACE_ID
        : RANDOM_TRACE_ID;
      started.traceFlags |= flag;
      return span;
    };
    return tracer;
  }
}
