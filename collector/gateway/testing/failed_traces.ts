import { createHash } from "node:crypto";
import { encodeTraces, SpanKind, StatusCode } from "../../../packages/otlp/mod.ts";

/** How many spans a trace has. */
export const SPANS_PER_TRACE = 5;

/** An id in hexadecimal digits, the same for the same text, and spread evenly. */
function makeId(text: string, digits: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}

/** The ids of the spans of a trace, the root's first. */
export function spanIdsOf(trace: number): readonly string[] {
  return Array.from({ length: SPANS_PER_TRACE }, (_, at) => makeId(`span ${trace}.${at}`, 16));
}

/**
 * A request with traces in which something failed, so that all of them are kept.
 *
 * @param first The number of the first trace
 * @param count How many
 */
export function failedTraces(first: number, count: number): Uint8Array<ArrayBuffer> {
  const now = BigInt(Date.now()) * 1_000_000n;
  const spans = Array.from({ length: count }, (_, at) => first + at).flatMap((trace) => {
    const traceId = makeId(`trace ${trace}`, 32);
    const [root = "", ...others] = spanIdsOf(trace);
    return [root, ...others].map((spanId, at) => ({
      traceId,
      spanId,
      ...at === 0 ? {} : { parentSpanId: root },
      name: at === 0 ? "GET /rolldice" : "roll",
      kind: at === 0 ? SpanKind.SERVER : SpanKind.INTERNAL,
      startTimeUnixNano: now,
      endTimeUnixNano: now + 1_000_000n,
      ...at === 0 ? { status: { code: StatusCode.ERROR } } : {},
    }));
  });
  const attributes = [{ key: "service.name", value: { stringValue: "failing" } }];
  return encodeTraces({
    resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans }] }],
  }, "protobuf");
}
