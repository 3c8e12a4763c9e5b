import {
  type Attributes,
  type Context,
  createTraceState,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  TraceFlags,
} from "@opentelemetry/api";
import { type Sampler, SamplingDecision } from "@opentelemetry/sdk-trace";
import { createSeededTraceIds } from "./seeded_ids.ts";

/** A span that is about to start, as far as a test says. */
export interface Start {
  readonly context?: Context;
  readonly traceId?: string;
  readonly name?: string;
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
}

export const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

/** Whether the span is sampled, and the trace state it gets: `sampled ot=th:c`. */
export function decide(sampler: Sampler, start: Start = {}): string {
  const { context = ROOT_CONTEXT, traceId = TRACE_ID, name = "span" } = start;
  const { kind = SpanKind.INTERNAL, attributes = {} } = start;
  const result = sampler.shouldSample(context, traceId, name, kind, attributes, []);
  const decision = result.decision === SamplingDecision.RECORD_AND_SAMPLED ? "sampled" : "dropped";
  return `${decision} ${result.traceState?.serialize() ?? ""}`.trimEnd();
}

/** How many of so many traces, the same each time, are sampled. */
export function countSampled(sampler: Sampler, traces: number, start: Start = {}): number {
  const nextTraceId = createSeededTraceIds();
  let sampled = 0;
  for (let i = 0; i < traces; i++) {
    if (decide(sampler, { ...start, traceId: nextTraceId() }).startsWith("sampled")) sampled++;
  }
  return sampled;
}

/** A context with a parent. */
export function parentContext(
  { sampled, remote = true, traceState, traceId = TRACE_ID }: {
    readonly sampled: boolean;
    readonly remote?: boolean;
    readonly traceState?: string;
    readonly traceId?: string;
  },
): Context {
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId: "b7ad6b7169203331",
    traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: remote,
    ...(traceState === undefined ? {} : { traceState: createTraceState(traceState) }),
  });
}
