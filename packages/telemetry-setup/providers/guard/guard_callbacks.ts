import type { BatchObservableCallback, ObservableCallback } from "@opentelemetry/api";
import type { Guard } from "./guard.ts";

/** Makes callbacks that observe what the SDK takes. */
export interface GuardedCallbacks {
  /** The same for the same callback, so that it can be removed again. */
  single(callback: ObservableCallback): ObservableCallback;
  /** As {@linkcode GuardedCallbacks.single}, for several instruments. */
  batch(callback: BatchObservableCallback): BatchObservableCallback;
}

/** A bad observation costs no other of the same callback, as it would in the SDK. */
export function guardCallbacks(guard: Guard): GuardedCallbacks {
  const singles = new WeakMap<ObservableCallback, ObservableCallback>();
  const batches = new WeakMap<BatchObservableCallback, BatchObservableCallback>();
  return {
    single(callback) {
      const guarded = singles.get(callback) ?? ((result) =>
        callback({
          observe(value, attributes) {
            if (typeof value !== "number") return guard.leaveOut();
            guard.attempt(() => result.observe(value, guard.attributes(attributes)), undefined);
          },
        }));
      singles.set(callback, guarded);
      return guarded;
    },
    batch(callback) {
      const guarded = batches.get(callback) ?? ((result) =>
        callback({
          observe(instrument, value, attributes) {
            if (typeof value !== "number") return guard.leaveOut();
            guard.attempt(
              () => result.observe(instrument, value, guard.attributes(attributes)),
              undefined,
            );
          },
        }));
      batches.set(callback, guarded);
      return guarded;
    },
  };
}
