// Hot path: runs for each incoming request.
import { type Context, isSpanContextValid, trace, TraceFlags } from "@opentelemetry/api";

/** What a carrier says about the span that called. */
export interface RemoteParent {
  /** 16 or 32 hexadecimal digits; the shorter form is padded to the left. */
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
}

/** The context with a parent from another process; `undefined` if its ids are not valid. */
export function withRemoteParent(
  context: Context,
  { traceId, spanId, sampled }: RemoteParent,
): Context | undefined {
  const spanContext = {
    traceId: traceId.toLowerCase().padStart(32, "0"),
    spanId: spanId.toLowerCase(),
    traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  };
  return isSpanContextValid(spanContext) ? trace.setSpanContext(context, spanContext) : undefined;
}
