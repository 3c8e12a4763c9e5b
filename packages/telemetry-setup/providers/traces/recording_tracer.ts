// Hot path: startSpan() runs once a span.
import {
  type Attributes,
  type Context,
  type ContextManager,
  INVALID_SPAN_CONTEXT,
  type Link,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  trace,
  TraceFlags,
  type Tracer,
} from "@opentelemetry/api";
import { isTracingSuppressed } from "@opentelemetry/core";
import {
  type IdGenerator,
  type Sampler,
  SamplingDecision,
  type SamplingResult,
} from "@opentelemetry/sdk-trace";
import { beginSpan } from "./begin_span.ts";
import { RANDOM_TRACE_ID } from "../propagators/random_trace_id.ts";
import type { RandomIds } from "./random_ids.ts";
import { RecordingSpan } from "./recording_span.ts";
import type { SpanSettings } from "./span_settings.ts";
import { toLinks } from "./to_links.ts";

/** What decides whether a span is recorded, and which ids it has. */
export interface TracerParts {
  readonly sampler: Sampler;
  readonly ids: IdGenerator;
  /** The same, if they are random, which is then said of them. */
  readonly randomIds: RandomIds | undefined;
  /** Which context is active, and for what. */
  readonly contexts: Pick<ContextManager, "active" | "with">;
}

type Run = (span: Span) => unknown;

const NO_OPTIONS: SpanOptions = Object.freeze({});
const NO_BYTES: Partial<Pick<RandomIds, "bytes" | "position">> = {};
const NO_ATTRIBUTES: Attributes = Object.freeze({});
const NO_LINKS: readonly Link[] = Object.freeze([]);

/** Begins spans, for one instrumentation scope. Takes values of any kind, and never throws. */
export class RecordingTracer implements Tracer {
  // Not private: others wrap tracers in proxies.
  constructor(readonly settings: SpanSettings, readonly parts: TracerParts) {}

  startSpan(name: string, options?: SpanOptions, context?: Context): Span {
    const { guard } = this.settings;
    const parent = guard.context(context) ?? this.parts.contexts.active();
    try {
      return start(this, guard.text(name), { options: options || NO_OPTIONS, parent });
    } catch {
      // A sampler of the user's, or options that cannot be read.
      guard.leaveOut();
      return unrecorded(parent);
    }
  }

  startActiveSpan<F extends Run>(name: string, run: F): ReturnType<F>;
  startActiveSpan<F extends Run>(name: string, options: SpanOptions, run: F): ReturnType<F>;
  startActiveSpan<F extends Run>(
    name: string,
    options: SpanOptions,
    context: Context,
    run: F,
  ): ReturnType<F>;
  startActiveSpan(name: string, ...rest: readonly unknown[]): unknown {
    if (rest.length === 0) return undefined;
    const run = rest[Math.min(rest.length, 3) - 1] as Run;
    const options = rest.length > 1 ? rest[0] as SpanOptions : undefined;
    const context = rest.length > 2 ? rest[1] as Context : undefined;
    const { contexts } = this.parts;
    const parent = this.settings.guard.context(context) ?? contexts.active();
    const span = this.startSpan(name, options, parent);
    return contexts.with(trace.setSpan(parent, span), run, undefined, span);
  }
}

function start(
  { settings, parts }: RecordingTracer,
  name: string,
  { options, parent }: { readonly options: SpanOptions; readonly parent: Context },
): Span {
  const { guard, metrics, rules } = settings;
  const { sampler, ids, randomIds } = parts;
  const context = options.root ? trace.deleteSpan(parent) : parent;
  if (isTracingSuppressed(context)) return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
  const parentSpan = trace.getSpan(context);
  const parentContext = parentSpan?.spanContext();
  const hasParent = parentContext !== undefined &&
    (parentSpan instanceof RecordingSpan || trace.isSpanContextValid(parentContext));
  const spanId = ids.generateSpanId();
  const { bytes: spanIdBytes, position: spanIdPosition = 0 } = randomIds ?? NO_BYTES;
  const traceId = hasParent ? parentContext.traceId : ids.generateTraceId();
  const kind = toKind(options.kind);
  const links = options.links ? toLinks(options.links, rules.link) : NO_LINKS;
  const given = options.attributes;
  // As it is, if it can be: most samplers do not look at it.
  const attributes = typeof given === "object" && given !== null ? given : guard.attributes(given);
  const shown = attributes ?? NO_ATTRIBUTES;
  let result: SamplingResult;
  try {
    result = sampler.shouldSample(context, traceId, name, kind, shown, links as Link[]);
  } catch {
    const repaired = guard.attributes(given) ?? NO_ATTRIBUTES;
    result = sampler.shouldSample(context, traceId, name, kind, repaired, links as Link[]);
  }
  const { decision } = result;
  metrics?.started(parentContext, decision);
  const random = hasParent
    ? parentContext.traceFlags & RANDOM_TRACE_ID
    : randomIds !== undefined
    ? RANDOM_TRACE_ID
    : 0;
  const sampled = decision === SamplingDecision.RECORD_AND_SAMPLED
    ? TraceFlags.SAMPLED
    : TraceFlags.NONE;
  // Always of one shape, as that of the SDK.
  const spanContext = {
    traceId,
    spanId,
    traceFlags: sampled | random,
    traceState: result.traceState ?? (hasParent ? parentContext.traceState : undefined),
  } as SpanContext;
  if (decision === SamplingDecision.NOT_RECORD) return trace.wrapSpanContext(spanContext);
  const span = new RecordingSpan(settings, spanContext);
  span.name = name;
  span.kind = kind;
  span.spanIdBytes = spanIdBytes;
  span.spanIdPosition = spanIdPosition;
  if (!hasParent) {
    span.traceIdBytes = randomIds?.bytes;
    span.traceIdPosition = randomIds?.position ?? 0;
  } else {
    span.parentSpanContext = parentContext;
    // Not so where somebody has wrapped the parent, and given it another context.
    const isWhole = parentSpan instanceof RecordingSpan && parentSpan.context === parentContext;
    if (isWhole) inheritIds(span, parentSpan);
  }
  return beginSpan(span, {
    context,
    links,
    attributes,
    samplerAttributes: result.attributes,
    startTime: options.startTime,
  });
}

/** Its trace is the parent's. */
function inheritIds(span: RecordingSpan, parent: RecordingSpan): void {
  span.traceIdBytes = parent.traceIdBytes;
  span.traceIdPosition = parent.traceIdPosition;
  span.parentIdBytes = parent.spanIdBytes;
  span.parentIdPosition = parent.spanIdPosition;
}

function toKind(kind: SpanKind | undefined): SpanKind {
  return typeof kind === "number" && SpanKind[kind] !== undefined ? kind : SpanKind.INTERNAL;
}

/** Passes the parent's trace on, as a span that is not sampled would. */
function unrecorded(parent: Context): Span {
  let parentContext: SpanContext | undefined;
  try {
    parentContext = trace.getSpanContext(parent);
  } catch {
    // A context, or a span within it, of the application's own.
  }
  return trace.wrapSpanContext(parentContext ?? INVALID_SPAN_CONTEXT);
}
