import type { Attributes, SpanContext, SpanKind } from "@opentelemetry/api";
import type { OtelTraceState } from "./otel_trace_state.ts";

/** What is known of a span that is about to start. */
export interface SpanStart {
  /** The span's parent, where it has a valid one. */
  readonly parent: SpanContext | undefined;
  /** OpenTelemetry's entry of the parent's trace state. */
  readonly state: OtelTraceState;
  /** 14 hexadecimal digits, the same for all spans of a trace. */
  readonly randomness: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
}

/** How likely a sampler would have a span sampled, without the decision itself. */
export interface SamplingIntent {
  /** 14 hexadecimal digits; `undefined` drops the span. */
  readonly threshold: string | undefined;
  /** Whether spans can be counted by the threshold. */
  readonly reliable: boolean;
}

/**
 * A part of a composite sampler.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#composablesampler}
 */
export interface ComposableSampler {
  getSamplingIntent(start: SpanStart): SamplingIntent;
  /** Name and settings, for people. */
  toString(): string;
}
