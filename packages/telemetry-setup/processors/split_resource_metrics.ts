import type { MetricData, ResourceMetrics } from "@opentelemetry/sdk-metrics";

/**
 * Two collections with half of the data points each, in their order, of one that is too large to be
 * sent as it is.
 *
 * @returns `undefined` if there is nothing to divide: a single data point or none.
 */
export function splitResourceMetrics(
  { resource, scopeMetrics }: ResourceMetrics,
): readonly [ResourceMetrics, ResourceMetrics] | undefined {
  const count = scopeMetrics.flatMap(({ metrics }) => metrics)
    .reduce((sum, { dataPoints }) => sum + dataPoints.length, 0);
  if (count < 2) return undefined;
  const middle = count >>> 1;
  return [part(0, middle), part(middle, count)];

  function part(start: number, end: number): ResourceMetrics {
    let offset = 0;
    return {
      resource,
      scopeMetrics: scopeMetrics.map(({ scope, metrics }) => ({
        scope,
        metrics: metrics.map((metric) => {
          const dataPoints = metric.dataPoints.slice(
            Math.max(start - offset, 0),
            Math.max(end - offset, 0),
          );
          offset += metric.dataPoints.length;
          return { ...metric, dataPoints } as MetricData;
        }).filter(({ dataPoints }) => dataPoints.length > 0),
      })).filter(({ metrics }) => metrics.length > 0),
    };
  }
}
