import { addDistributions, type Distribution } from "./distribution.ts";
import type { ResolvedPoint } from "./resolve_points.ts";

/** How values of several senders become one. */
export type Combination = "last" | "sum";

/**
 * Brings the points of several senders with the same attributes together, in at most `maxPoints`.
 * What was added is added up; of other values, senders have their last one.
 *
 * @param senders The points of each, in the order of their time.
 */
export function combinePoints(
  senders: readonly (readonly ResolvedPoint[])[],
  options: { readonly maxPoints: number; readonly values: Combination },
): readonly ResolvedPoint[] {
  const [only = []] = senders;
  if (senders.length <= 1 && only.length <= options.maxPoints) return only;
  const all = senders.flat();
  const times = all.map(({ time }) => time).sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
  const first = times[0] ?? 0n;
  const length = Number((times.at(-1) ?? 0n) - first) + 1;
  // Each sender should be in each bin.
  const spacing = senders.length > 1 ? usualSpacing(senders) : 0;
  const width = Math.max(length / options.maxPoints, spacing, 1);
  const bins = new Map<number, ResolvedPoint[][]>();
  for (const [sender, points] of senders.entries()) {
    for (const point of points) {
      const index = Math.floor(Number(point.time - first) / width);
      const bin = bins.get(index) ?? [];
      bins.set(index, bin);
      (bin[sender] ??= []).push(point);
    }
  }
  const latest: (ResolvedPoint | undefined)[] = [];
  return [...bins].sort(([a], [b]) => a - b).map(([, bin]) => {
    const points = bin.flat();
    if (points[0]?.since !== undefined || points[0]?.value === undefined) return add(points);
    bin.forEach((own, sender) => latest[sender] = own.at(-1));
    const time = points.reduce((max, point) => point.time > max ? point.time : max, 0n);
    if (options.values === "last") {
      return { time, value: points.find((point) => point.time === time)!.value ?? 0 };
    }
    const alive = latest.filter((point, sender) =>
      bin[sender] !== undefined || (senders[sender]!.at(-1)?.time ?? 0n) > time && point
    );
    return { time, value: alive.reduce((sum, point) => sum + (point?.value ?? 0), 0) };
  });
}

function usualSpacing(senders: readonly (readonly ResolvedPoint[])[]): number {
  const spacings = senders.filter(({ length }) => length > 1)
    .map((points) => Number(points.at(-1)!.time - points[0]!.time) / (points.length - 1));
  return Math.max(0, ...spacings);
}

function add(points: readonly ResolvedPoint[]): ResolvedPoint {
  return points.reduce((sum, point) => {
    const distribution = addOptional(sum.distribution, point.distribution);
    const since = earlier(sum.since, point.since);
    return {
      time: point.time > sum.time ? point.time : sum.time,
      ...(since !== undefined && { since }),
      ...pick("value", plus(sum.value, point.value)),
      ...pick("count", plus(sum.count, point.count)),
      ...pick("sum", plus(sum.sum, point.sum)),
      // Of cumulative ones they are not known for every part.
      ...pick("min", both(sum.min, point.min, Math.min)),
      ...pick("max", both(sum.max, point.max, Math.max)),
      ...(distribution && { distribution }),
      ...(point.quantiles && { quantiles: point.quantiles }),
    };
  });
}

function addOptional(a: Distribution | undefined, b: Distribution | undefined) {
  return a === undefined || b === undefined ? a ?? b : addDistributions(a, b);
}

function earlier(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined || b === undefined ? a ?? b : a < b ? a : b;
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? a ?? b : a + b;
}

function both(
  a: number | undefined,
  b: number | undefined,
  join: (a: number, b: number) => number,
): number | undefined {
  return a === undefined || b === undefined ? undefined : join(a, b);
}

function pick<Key extends string>(key: Key, value: number | undefined) {
  return value === undefined ? {} : { [key]: value } as { readonly [Name in Key]: number };
}
