// Hot path: startSpan() runs once a span.
import {
  type Context,
  context,
  INVALID_SPAN_CONTEXT,
  type Span,
  SpanKind,
  type SpanOptions,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import type { TracerProviderOptions } from "@opentelemetry/sdk-trace";
import { RandomFlagTracerProvider } from "../random_flag_tracer_provider.ts";
import type { Guard } from "./guard.ts";
import { createSpanGuard } from "./guard_span.ts";
import { guardLinks } from "./guard_links.ts";
import { guardScopeOptions } from "./guard_scope_options.ts";

/**
 * A provider whose tracers and spans take values of any kind in every place, and never throw. What
 * a sampler or a processor throws is no concern of the application's either.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createGuard } from "./guard.ts";
 *
 * let repaired = 0;
 * const guard = createGuard((count) => void (repaired += count));
 * const span = new GuardedTracerProvider({}, guard).getTracer("dice").startSpan("roll");
 * span.setAttributes({ get roll() { throw new Error("lost"); } });
 * span.end();
 * assert.equal(repaired, 1);
 * ```
 */
export class GuardedTracerProvider extends RandomFlagTracerProvider {
  readonly #guard: Guard;
  readonly #guarded = new WeakSet<Tracer>();

  constructor(config: TracerProviderOptions, guard: Guard) {
    super(config);
    this.#guard = guard;
  }

  override getTracer(
    ...[name, version, options]: Parameters<RandomFlagTracerProvider["getTracer"]>
  ) {
    const guard = this.#guard;
    const tracer = super.getTracer(
      guard.text(name),
      guard.text(version),
      guardScopeOptions(options, guard),
    );
    if (this.#guarded.has(tracer)) return tracer;
    this.#guarded.add(tracer);
    const startSpan = tracer.startSpan.bind(tracer);
    const guardSpan = createSpanGuard(guard);
    tracer.startSpan = (name, options, parent) => {
      const checked = guard.context(parent) ?? context.active();
      try {
        return guardSpan(
          startSpan(guard.text(name), options && guardOptions(options, guard), checked),
        );
      } catch {
        guard.leaveOut();
        return unrecorded(checked);
      }
    };
    return tracer;
  }
}

function guardOptions(options: SpanOptions, guard: Guard): SpanOptions {
  const { kind, root } = options;
  const attributes = guard.attributes(options.attributes);
  const startTime = guard.time(options.startTime);
  const links = options.links && guardLinks(options.links, guard);
  return {
    kind: kind === undefined || kind in SpanKind ? kind ?? SpanKind.INTERNAL : SpanKind.INTERNAL,
    ...root !== undefined && { root },
    ...attributes && { attributes },
    ...startTime !== undefined && { startTime },
    ...links && { links },
  };
}

/** Passes the parent's trace on, as a span that is not sampled would. */
function unrecorded(parent: Context): Span {
  return trace.wrapSpanContext(trace.getSpanContext(parent) ?? INVALID_SPAN_CONTEXT);
}
