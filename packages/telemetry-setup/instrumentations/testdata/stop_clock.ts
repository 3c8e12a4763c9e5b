/** Stops `performance.now`, so that a test says how long a request takes. */
export function stopClock(): Disposable & { advance(milliseconds: number): void } {
  const { now } = performance;
  let time = 1000;
  performance.now = () => time;
  return {
    advance: (milliseconds) => void (time += milliseconds),
    [Symbol.dispose]: () => void (performance.now = now),
  };
}
