/** Where a trace is, or a span in it. */
export function traceUrl(traceId: string, spanId?: string): string {
  const span = spanId === undefined || spanId === "" ? "" : `?span=${encodeURIComponent(spanId)}`;
  return `/traces/${encodeURIComponent(traceId)}${span}`;
}
