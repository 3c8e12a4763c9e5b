import {
  type BatchObservableCallback,
  diag,
  type Observable,
  type ObservableCallback,
} from "@opentelemetry/api";
import { TimeoutError } from "@opentelemetry/sdk-metrics";
import type { Guard } from "../guard/guard.ts";
import {
  type Observations,
  type ObservedInstrument,
  takeObservation,
} from "./observed_instrument.ts";

/** A callback with the instruments that it may observe. */
interface Registered {
  readonly callback: ObservableCallback | BatchObservableCallback;
  readonly observables: ReadonlySet<Observable>;
  readonly isBatch: boolean;
}

/** What one run of a callback has come to. */
interface Run {
  readonly observations: Observations;
  /** What the callback returned. */
  readonly answer: unknown;
  /** Whatever is observed afterwards comes too late. */
  end(): void;
}

/** The instruments behind the objects that the application has. */
const INSTRUMENTS = new WeakMap<Observable, ObservedInstrument>();

/** The callbacks of a meter. */
export class ObservableCallbacks {
  readonly #guard: Guard;
  #registered: readonly Registered[] = [];

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  /** What the application has of an instrument. */
  createObservable(instrument: ObservedInstrument): Observable {
    const observable: Observable = {
      addCallback: (callback) => this.#add({ callback, observables, isBatch: false }),
      removeCallback: (callback) => this.#remove({ callback, observables, isBatch: false }),
    };
    const observables = new Set([observable]);
    INSTRUMENTS.set(observable, instrument);
    return observable;
  }

  /** The same callback for the same instruments is called once. */
  addBatch(callback: BatchObservableCallback, observables: readonly Observable[]): void {
    const known = this.#select(observables);
    if (known === undefined) return;
    if (known.size > 0) this.#add({ callback, observables: known, isBatch: true });
    else diag.error("Cannot add a batch callback: none of its instruments is observable");
  }

  removeBatch(callback: BatchObservableCallback, observables: readonly Observable[]): void {
    const known = this.#select(observables);
    if (known !== undefined) this.#remove({ callback, observables: known, isBatch: true });
  }

  /**
   * Calls all callbacks and waits for their answers. What those have observed that fail or take too
   * long does not count.
   *
   * @param timeoutMillis How long to wait. @default without end
   * @returns What they fail with.
   */
  async observe(observations: Observations, timeoutMillis?: number): Promise<unknown[]> {
    const settled = await Promise.allSettled(this.#registered.map(async (registered) => {
      const run = this.#run(registered);
      try {
        await withTimeout(run.answer, timeoutMillis);
      } finally {
        run.end();
      }
      return run.observations;
    }));
    return settled.flatMap((result) => {
      if (result.status === "rejected") return [result.reason];
      merge(observations, result.value);
      return [];
    });
  }

  /** As {@linkcode ObservableCallbacks.observe}, with what is observed before callbacks return. */
  observeNow(observations: Observations): unknown[] {
    const errors: unknown[] = [];
    for (const registered of this.#registered) {
      try {
        const run = this.#run(registered);
        run.end();
        // Nobody waits for the answer, and its failure must not become the application's.
        Promise.resolve(run.answer).catch(() => {});
        merge(observations, run.observations);
      } catch (error) {
        errors.push(error);
      }
    }
    return errors;
  }

  #run({ callback, observables, isBatch }: Registered): Run {
    const guard = this.#guard;
    const observations: Observations = new Map();
    let ended = false;
    const observe = (observable: Observable, value: unknown, attributes: unknown) => {
      const instrument = observables.has(observable) ? INSTRUMENTS.get(observable) : undefined;
      if (ended || instrument === undefined) return;
      takeObservation(observations, { instrument, value, attributes: attributes as never, guard });
    };
    const [only] = observables;
    const result = isBatch
      ? { observe }
      : { observe: (value: unknown, attributes: unknown) => observe(only!, value, attributes) };
    const answer = (callback as (result: unknown) => unknown)(result);
    return { observations, answer, end: () => void (ended = true) };
  }

  #add(added: Registered): void {
    if (typeof added.callback !== "function") return this.#guard.leaveOut();
    if (this.#registered.some((one) => isSame(one, added))) return;
    // A new list, since the old one may be under way.
    this.#registered = [...this.#registered, added];
  }

  #remove(removed: Registered): void {
    this.#registered = this.#registered.filter((one) => !isSame(one, removed));
  }

  #select(observables: readonly Observable[]): ReadonlySet<Observable> | undefined {
    return this.#guard.attempt(
      () => new Set(observables.filter((observable) => INSTRUMENTS.has(observable))),
      undefined,
    );
  }
}

function isSame(one: Registered, other: Registered): boolean {
  return one.callback === other.callback && one.isBatch === other.isBatch &&
    one.observables.size === other.observables.size &&
    one.observables.isSubsetOf(other.observables);
}

function merge(all: Observations, added: Observations): void {
  for (const [instrument, taken] of added) {
    const before = all.get(instrument);
    if (before === undefined) all.set(instrument, taken);
    else for (const [key, observation] of taken) before.set(key, observation);
  }
}

/** Waits for an answer; the timer keeps nothing alive once it is there. */
async function withTimeout(answer: unknown, timeoutMillis: number | undefined): Promise<void> {
  if (timeoutMillis === undefined) return void await answer;
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TimeoutError("Operation timed out.")), timeoutMillis);
  try {
    await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
