/** What the application does about signals, as far as one can see. */
export interface ApplicationSignals {
  /** Whether it listens for the signal by `Deno.addSignalListener`. */
  listensFor(signal: Deno.Signal): boolean;
  /** Takes its listeners for these signals away: they would never be called again. */
  forget(signals: readonly Deno.Signal[]): void;
  /** Watches no more. */
  dispose(): void;
}

/**
 * Watches for which signals listeners are added from now on by `Deno.addSignalListener`, which Deno
 * does not tell.
 */
export function watchApplicationSignals(): ApplicationSignals {
  const { addSignalListener, removeSignalListener } = Deno;
  const listeners = new Map<Deno.Signal, Set<() => void>>();
  const add: typeof addSignalListener = (signal, handler) => {
    addSignalListener(signal, handler);
    const known = listeners.get(signal) ?? new Set();
    listeners.set(signal, known.add(handler));
  };
  const remove: typeof removeSignalListener = (signal, handler) => {
    removeSignalListener(signal, handler);
    listeners.get(signal)?.delete(handler);
  };
  Object.assign(Deno, { addSignalListener: add, removeSignalListener: remove });
  return {
    listensFor: (signal) => (listeners.get(signal)?.size ?? 0) > 0,
    forget(signals) {
      for (const signal of signals) {
        for (const handler of listeners.get(signal) ?? []) remove(signal, handler);
      }
    },
    dispose: () => void Object.assign(Deno, { addSignalListener, removeSignalListener }),
  };
}
