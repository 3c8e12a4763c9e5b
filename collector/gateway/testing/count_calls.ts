/**
 * Adds up what span metrics count: spans by service and whether they failed, such as `shop failed`. Each
 * series counts from its start; the last point of it is what counts.
 *
 * @param lines Exports of metrics as OTLP/JSON, in the order in which they came
 */
// deno-lint-ignore no-explicit-any -- OTLP/JSON
export function countCalls(lines: Iterable<any>): Map<string, number> {
  const series = new Map<string, { readonly key: string; readonly count: number }>();
  for (const { resourceMetrics = [] } of lines) {
    for (const { resource, scopeMetrics } of resourceMetrics) {
      for (const { metrics } of scopeMetrics) {
        for (const { name, sum } of metrics) {
          if (name !== "traces.span.metrics.calls") continue;
          for (const { attributes, asInt } of sum.dataPoints) {
            const { "service.name": service, "status.code": status } = toTexts(attributes);
            series.set(JSON.stringify([resource, attributes]), {
              key: `${service} ${status === "STATUS_CODE_ERROR" ? "failed" : "fine"}`,
              count: Number(asInt),
            });
          }
        }
      }
    }
  }
  const counts = new Map<string, number>();
  for (const { key, count } of series.values()) counts.set(key, (counts.get(key) ?? 0) + count);
  return counts;
}

interface TextAttribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}

function toTexts(attributes: readonly TextAttribute[]): Record<string, string | undefined> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]));
}
