const BUCKETS_PER_OCTAVE = 32;

/** Returns which bucket a duration is counted in; a bucket is 2.2 % wide. */
export function durationBucket(nanoseconds: number): number {
  return nanoseconds < 1 ? 0 : Math.floor(Math.log2(nanoseconds) * BUCKETS_PER_OCTAVE);
}

/** Returns the duration in the middle of a bucket, in nanoseconds: at most 1.1 % off. */
export function bucketDuration(bucket: number): number {
  return bucket === 0 ? 0 : Math.round(2 ** ((bucket + 0.5) / BUCKETS_PER_OCTAVE));
}
