import type { Bucket } from "../../contract/mod.ts";

/** How many values fell into which range. */
export type Distribution = ExplicitDistribution | ExponentialDistribution;

/** Buckets between bounds; one count more than there are bounds. */
export interface ExplicitDistribution {
  readonly kind: "explicit";
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

/** Buckets that grow by the factor 2 ** (2 ** -scale); by the index of their lower bound. */
export interface ExponentialDistribution {
  readonly kind: "exponential";
  readonly scale: number;
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly positive: ReadonlyMap<number, number>;
  readonly negative: ReadonlyMap<number, number>;
}

/**
 * Adds two distributions; with `sign` -1, takes the second from the first. Exponential ones get the
 * coarser scale of the two. Where bounds differ, values are counted at the upper end of their bucket.
 */
export function addDistributions(a: Distribution, b: Distribution, sign: 1 | -1 = 1): Distribution {
  if (a.kind === "exponential" && b.kind === "exponential") return addExponential(a, b, sign);
  if (a.kind === "explicit" && b.kind === "explicit" && sameBounds(a, b)) {
    const counts = a.counts.map((count, index) => count + sign * (b.counts[index] ?? 0));
    return { ...a, counts };
  }
  return addByBounds(toBuckets(a), toBuckets(b), sign);
}

/** Whether no bucket has fewer than none, so that it is the difference of a growing distribution. */
export function isNonNegative(distribution: Distribution): boolean {
  return toBuckets(distribution).every(({ count }) => count >= 0);
}

/** Returns the buckets in the order of their bounds; those of an exponential one that have values. */
export function toBuckets(distribution: Distribution): readonly Bucket[] {
  if (distribution.kind === "explicit") {
    const { bounds, counts } = distribution;
    return counts.map((count, index) => ({
      lower: bounds[index - 1] ?? "-Infinity",
      upper: bounds[index] ?? "Infinity",
      count,
    }));
  }
  const { scale, zeroThreshold, zeroCount, positive, negative } = distribution;
  const bound = (index: number) => 2 ** (index * 2 ** -scale);
  return [
    ...[...negative].sort(([a], [b]) => b - a)
      .map(([index, count]) => ({ lower: -bound(index + 1), upper: -bound(index), count })),
    // Where all of 0 is 0, -0 would be another.
    ...(zeroCount === 0 ? [] : [{
      lower: zeroThreshold === 0 ? 0 : -zeroThreshold,
      upper: zeroThreshold,
      count: zeroCount,
    }]),
    ...[...positive].sort(([a], [b]) => a - b)
      .map(([index, count]) => ({ lower: bound(index), upper: bound(index + 1), count })),
  ].filter(({ count }) => count !== 0).map(({ lower, upper, count }) => ({
    lower: Number.isFinite(lower) ? lower : "-Infinity",
    upper: Number.isFinite(upper) ? upper : "Infinity",
    count,
  }));
}

function sameBounds(a: ExplicitDistribution, b: ExplicitDistribution): boolean {
  return a.bounds.length === b.bounds.length && a.bounds.every((bound, i) => bound === b.bounds[i]);
}

function addExponential(
  a: ExponentialDistribution,
  b: ExponentialDistribution,
  sign: 1 | -1,
): ExponentialDistribution {
  const scale = Math.min(a.scale, b.scale);
  const sum = (side: "positive" | "negative") => {
    const counts = new Map<number, number>();
    const parts = [[a, 1], [b, sign]] as const;
    for (const [part, factor] of parts) {
      for (const [index, count] of part[side]) {
        const coarser = Math.floor(index / 2 ** (part.scale - scale));
        counts.set(coarser, (counts.get(coarser) ?? 0) + factor * count);
      }
    }
    return counts;
  };
  return {
    kind: "exponential",
    scale,
    zeroThreshold: Math.max(a.zeroThreshold, b.zeroThreshold),
    zeroCount: a.zeroCount + sign * b.zeroCount,
    positive: sum("positive"),
    negative: sum("negative"),
  };
}

function addByBounds(
  a: readonly Bucket[],
  b: readonly Bucket[],
  sign: 1 | -1,
): ExplicitDistribution {
  const counts = new Map<number, number>();
  for (const [buckets, factor] of [[a, 1], [b, sign]] as const) {
    for (const { upper, count } of buckets) {
      counts.set(Number(upper), (counts.get(Number(upper)) ?? 0) + factor * count);
    }
  }
  const bounds = [...counts.keys()].filter(Number.isFinite).sort((x, y) => x - y);
  return {
    kind: "explicit",
    bounds,
    counts: [...bounds, Infinity].map((bound) => counts.get(bound) ?? 0),
  };
}
