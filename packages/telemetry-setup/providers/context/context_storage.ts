import type { Context } from "@opentelemetry/api";

/** Keeps a context for a task, and for all that it leads to; `AsyncLocalStorage` is one. */
export interface ContextStorage {
  getStore(): Context | undefined;
  run<A extends unknown[], R>(context: Context, callback: (...args: A) => R, ...args: A): R;
  /** Keeps it for the rest of this task, too. */
  enterWith(context: Context): void;
  /** Forgets everything. */
  disable(): void;
}
