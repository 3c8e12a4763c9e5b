/** Trace ids like random ones, always the same: a test of statistics must not fail now and then. */
export function createSeededTraceIds(seed = 1): () => string {
  // xorshift32, each word mixed by a multiplication.
  let state = seed;
  const word = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (Math.imul(state, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0");
  };
  return () => word() + word() + word() + word();
}
