/** What a pasted text points to. */
export interface TraceReference {
  readonly traceId: string;
  readonly spanId?: string;
}

/**
 * Finds a trace in what somebody pasted: a `traceparent` header, a bare trace id, or any text with one
 * of them inside, such as a line of a log.
 *
 * @see https://www.w3.org/TR/trace-context/#traceparent-header-field-values
 */
export function parseTraceReference(text: string): TraceReference | undefined {
  const header = /(?<![0-9a-f])[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/i.exec(text);
  const traceId = (header?.[1] ?? /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/i.exec(text)?.[0])
    ?.toLowerCase();
  if (traceId === undefined || /^0+$/.test(traceId)) return undefined;
  const spanId = header?.[2]?.toLowerCase();
  return spanId === undefined || /^0+$/.test(spanId) ? { traceId } : { traceId, spanId };
}
