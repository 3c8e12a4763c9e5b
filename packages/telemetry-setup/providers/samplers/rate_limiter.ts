/**
 * Allows so many a second, evenly refilled; what was saved up is at most a second's worth, or one.
 *
 * @param perSecond Fractions are allowed: 0.5 is one in two seconds. 0 allows none.
 * @param now Milliseconds of a clock that never goes backwards.
 * @returns Takes one of what is allowed, and tells whether there was one.
 */
export function createRateLimiter(perSecond: number, now: () => number): () => boolean {
  if (!(perSecond > 0)) return () => false;
  const capacity = Math.max(perSecond, 1);
  let balance = capacity;
  let refilledAt = now();
  return () => {
    const time = now();
    balance = Math.min(capacity, balance + (time - refilledAt) / 1000 * perSecond);
    refilledAt = time;
    // Sums of fractions miss the whole number by a little.
    if (balance < 1 - 1e-9) return false;
    balance -= 1;
    return true;
  };
}
