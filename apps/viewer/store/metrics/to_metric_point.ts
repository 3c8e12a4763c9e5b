import type { MetricPoint } from "../../contract/mod.ts";
import { toBuckets } from "./distribution.ts";
import { distributionQuantile } from "./distribution_quantile.ts";
import type { ResolvedPoint } from "./resolve_points.ts";

const NANOS_PER_SECOND = 1e9;
const QUANTILES = [["p50", 0.5], ["p90", 0.9], ["p99", 0.99]] as const;

/** Returns a point as the API has it. */
export function toMetricPoint(point: ResolvedPoint): MetricPoint {
  const { time, since, value, count, sum, min, max, distribution } = point;
  const seconds = since === undefined ? 0 : Number(time - since) / NANOS_PER_SECOND;
  const added = value ?? count;
  return {
    timeUnixNano: time.toString(),
    ...(value !== undefined && { value }),
    ...(seconds > 0 && added !== undefined && { rate: added / seconds }),
    ...(count !== undefined && { count }),
    ...(sum !== undefined && { sum }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(distribution && { buckets: toBuckets(distribution) }),
    ...quantiles(point),
  };
}

function quantiles(
  { distribution, quantiles: known, min, max }: ResolvedPoint,
): Pick<MetricPoint, "p50" | "p90" | "p99"> {
  const found = QUANTILES.map(([name, part]) => {
    const value = distribution === undefined
      ? known?.get(part)
      : distributionQuantile(distribution, part, { min, max });
    return [name, value] as const;
  });
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}
