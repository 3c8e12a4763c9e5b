// Hot path: runs for each span.
import { isSpanContextValid, trace } from "@opentelemetry/api";
import { type Sampler, SamplingDecision } from "@opentelemetry/sdk-trace";
import type { ComposableSampler } from "./composable_sampler.ts";
import { parseOtelTraceState, withThreshold } from "./otel_trace_state.ts";

/** Options of {@linkcode createCompositeSampler}. */
export interface CompositeSamplerOptions {
  /** 56 random bits as 14 hexadecimal digits. @default from the platform's random source */
  readonly random?: () => string;
}

/**
 * Decides by the threshold of a composable sampler and the randomness of the trace, which is
 * `rv` of its trace state or the end of its id, and tells the threshold in the trace state.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/sdk/#compositesampler}
 */
export function createCompositeSampler(
  delegate: ComposableSampler,
  { random = randomDigits }: CompositeSamplerOptions = {},
): Sampler {
  return {
    shouldSample(context, traceId, _name, kind, attributes) {
      const spanContext = trace.getSpanContext(context);
      const parent = spanContext !== undefined && isSpanContextValid(spanContext)
        ? spanContext
        : undefined;
      const traceState = parent?.traceState;
      const state = parseOtelTraceState(traceState);
      const randomness = state.randomness ?? traceId.slice(-14).toLowerCase();
      const { threshold, reliable } = delegate.getSamplingIntent({
        parent,
        state,
        randomness,
        kind,
        attributes,
      });
      // Digits of the same number and case compare like what they stand for.
      const sampled = threshold !== undefined && (reliable ? randomness : random()) >= threshold;
      const next = withThreshold(traceState, state, sampled && reliable ? threshold : undefined);
      return {
        decision: sampled ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD,
        ...(next === undefined ? {} : { traceState: next }),
      };
    },
    toString: () => `CompositeSampler{${delegate}}`,
  };
}

function randomDigits(): string {
  return crypto.getRandomValues(new Uint8Array(7)).toHex();
}
