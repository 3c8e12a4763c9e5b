import {
  decodeLogs,
  decodeMetrics,
  decodeTraces,
  encodeLogs,
  encodeMetrics,
  encodeTraces,
  type Metric,
  type OtlpEncoding,
} from "@otel-deno/otlp";

/** One request, as a client says that it has sent it. */
export interface SentRequest {
  readonly signal: "traces" | "metrics" | "logs";
  readonly bytes: Uint8Array;
  readonly encoding: OtlpEncoding;
}

const POINT_KINDS = ["gauge", "sum", "histogram", "exponentialHistogram", "summary"] as const;
const decoder = new TextDecoder();

/**
 * Takes requests apart into single spans, log records and data points, each a line of OTLP JSON with
 * its resource and scope, sorted: so two ways to group the same items are equal, and nothing else is.
 */
export function flattenItems(requests: readonly SentRequest[]): readonly string[] {
  return requests.flatMap(flattenRequest).sort();
}

function flattenRequest({ signal, bytes, encoding }: SentRequest): readonly string[] {
  switch (signal) {
    case "traces":
      return decodeTraces(bytes, encoding).resourceSpans.flatMap((resource) =>
        resource.scopeSpans.flatMap((scope) =>
          scope.spans.map((span) => {
            const scopeSpans = [{ ...scope, spans: [span] }];
            return text(encodeTraces({ resourceSpans: [{ ...resource, scopeSpans }] }, "json"));
          })
        )
      );
    case "logs":
      return decodeLogs(bytes, encoding).resourceLogs.flatMap((resource) =>
        resource.scopeLogs.flatMap((scope) =>
          scope.logRecords.map((record) => {
            const scopeLogs = [{ ...scope, logRecords: [record] }];
            return text(encodeLogs({ resourceLogs: [{ ...resource, scopeLogs }] }, "json"));
          })
        )
      );
    case "metrics":
      return decodeMetrics(bytes, encoding).resourceMetrics.flatMap((resource) =>
        resource.scopeMetrics.flatMap((scope) =>
          scope.metrics.flatMap(eachPoint).map((metric) => {
            const scopeMetrics = [{ ...scope, metrics: [metric] }];
            return text(
              encodeMetrics({ resourceMetrics: [{ ...resource, scopeMetrics }] }, "json"),
            );
          })
        )
      );
  }
}

/** The metric as often as it has points, with one of them each. */
function eachPoint(metric: Metric): readonly Metric[] {
  return POINT_KINDS.flatMap((kind) => {
    const data = metric[kind];
    return (data?.dataPoints ?? []).map((point) => ({
      ...metric,
      [kind]: { ...data, dataPoints: [point] },
    }));
  });
}

function text(bytes: Uint8Array): string {
  // A Collector writes empty ones where it got none.
  return decoder.decode(bytes).replaceAll(/"(?:resource|scope)":\{\},?/g, "");
}
