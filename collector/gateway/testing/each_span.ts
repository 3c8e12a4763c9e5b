/** A span as a Collector wrote it down. */
export interface WrittenSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Of its resource. */
  readonly service: string;
  /** Whether it says that the operation failed. */
  readonly failed: boolean;
  /** Nanoseconds since 1970. */
  readonly start: bigint;
  readonly end: bigint;
}

const ERROR = 2;

/** The spans in exports of traces as OTLP/JSON. */
// deno-lint-ignore no-explicit-any -- OTLP/JSON
export function* eachSpan(lines: Iterable<any>): Generator<WrittenSpan, void> {
  for (const { resourceSpans = [] } of lines) {
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = resource?.attributes?.find(({ key }: { key: string }) =>
        key === "service.name"
      )?.value.stringValue ?? "";
      for (const { spans } of scopeSpans) {
        for (const { traceId, spanId, status, startTimeUnixNano, endTimeUnixNano } of spans) {
          yield {
            traceId,
            spanId,
            service,
            failed: status?.code === ERROR,
            start: BigInt(startTimeUnixNano),
            end: BigInt(endTimeUnixNano),
          };
        }
      }
    }
  }
}
