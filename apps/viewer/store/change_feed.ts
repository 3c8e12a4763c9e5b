import type { StoreChange, StoreStats } from "../contract/mod.ts";

const INTERVAL_MS = 100;
const MAX_TRACE_IDS = 100;

/** What was stored since the last time. */
export type Change = Partial<Omit<StoreChange, "stats">>;

/** Tells those who listen what was stored, at most ten times a second. */
export class ChangeFeed {
  readonly #stats: () => StoreStats;
  readonly #listeners = new Set<(change: StoreChange) => void>();
  #pending: Required<Change> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(stats: () => StoreStats) {
    this.#stats = stats;
  }

  /** @returns Stops it. */
  subscribe(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Says what was stored. */
  add({ spans = 0, logs = 0, metricPoints = 0, traceIds = [] }: Change): void {
    if (this.#listeners.size === 0) return;
    const before = this.#pending;
    this.#pending = {
      spans: (before?.spans ?? 0) + spans,
      logs: (before?.logs ?? 0) + logs,
      metricPoints: (before?.metricPoints ?? 0) + metricPoints,
      traceIds: [...new Set([...before?.traceIds ?? [], ...traceIds])].slice(0, MAX_TRACE_IDS),
    };
    this.#timer ??= setTimeout(() => this.#send(), INTERVAL_MS);
  }

  /** Tells nothing more. */
  close(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #send(): void {
    this.#timer = undefined;
    const change = this.#pending;
    this.#pending = undefined;
    if (change === undefined || this.#listeners.size === 0) return;
    for (const listener of this.#listeners) {
      try {
        listener({ ...change, stats: this.#stats() });
      } catch {
        // Thrown in a timer, it would end the process; and the others are to be told.
      }
    }
  }
}
