import { type MetricOptions, ValueType } from "@opentelemetry/api";
import type { Guard } from "./guard.ts";

/**
 * Reads the options of an instrument, and never throws. Boundaries of buckets that are not finite
 * numbers in growing order are left out: the SDK would make a histogram of them that cannot be sent,
 * with all that is collected with it.
 */
export function guardMetricOptions(
  options: MetricOptions | undefined,
  guard: Guard,
): MetricOptions {
  return guard.attempt(() => {
    if (options === undefined || options === null) return {};
    const { valueType, advice } = options;
    const description = guard.text(options.description);
    const unit = guard.text(options.unit);
    const boundaries = guardBoundaries(advice?.explicitBucketBoundaries, guard);
    return {
      ...description !== undefined && { description },
      ...unit !== undefined && { unit },
      ...(valueType === ValueType.INT || valueType === ValueType.DOUBLE) && { valueType },
      ...boundaries && { advice: { explicitBucketBoundaries: boundaries } },
    };
  }, {});
}

function guardBoundaries(boundaries: unknown, guard: Guard): number[] | undefined {
  if (boundaries === undefined) return undefined;
  const copy: unknown[] = Array.isArray(boundaries) ? Array.from(boundaries) : [undefined];
  const growing = copy.every((boundary, index) =>
    Number.isFinite(boundary) && (index === 0 || Number(boundary) > Number(copy[index - 1]))
  );
  return growing ? copy as number[] : guard.leaveOut();
}
