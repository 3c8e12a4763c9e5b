/** Counts what a server is busy with, so that it can come to an end. */
export interface ClosingGate {
  /** Waits for the work, but not beyond the time for closing: then it returns nothing. */
  run<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** Settles when all work is done or given up. What comes afterwards is given up at once. */
  close(timeoutMillis: number): Promise<void>;
}

/** Makes a gate that is open. */
export function createClosingGate(): ClosingGate {
  // Not a promise that all would race with: it would keep what each of them waits for.
  const givingUp = new Set<() => void>();
  let onIdle = () => {};
  let isClosing = false;
  return {
    run(work) {
      if (isClosing) return Promise.resolve(undefined);
      return new Promise((resolve, reject) => {
        const giveUp = () => resolve(undefined);
        givingUp.add(giveUp);
        work().then(resolve, reject).finally(() => {
          givingUp.delete(giveUp);
          if (givingUp.size === 0) onIdle();
        });
      });
    },
    async close(timeoutMillis) {
      isClosing = true;
      if (givingUp.size === 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      onIdle = resolve;
      const timer = setTimeout(() => {
        for (const giveUp of givingUp) giveUp();
        resolve();
      }, timeoutMillis);
      await promise;
      clearTimeout(timer);
    },
  };
}
