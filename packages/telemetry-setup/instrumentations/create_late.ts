// Hot path: one more call for each request.
import { diag } from "@opentelemetry/api";

/** What is made when it is needed first. */
export interface Late<T> {
  /** Makes it, if it is not there yet. Never throws. */
  get(): T;
  /** What is there already; makes nothing. */
  peek(): T | undefined;
}

/**
 * Has something made when it is needed first, once: no start waits for it, and most commands do not need
 * it at all.
 *
 * @param create Makes it.
 * @param options.instead What there is where it cannot be made.
 * @param options.failure What cannot be done then: one line says it and why.
 *
 * @example
 * ```ts
 * import { createLate } from "./create_late.ts";
 * import assert from "node:assert/strict";
 *
 * let made = 0;
 * const late = createLate(() => ++made, { instead: 0, failure: "Cannot count" });
 * assert.equal(late.peek(), undefined);
 * assert.deepEqual([late.get(), late.get(), late.peek()], [1, 1, 1]);
 * ```
 */
export function createLate<T extends NonNullable<unknown>>(
  create: () => T,
  { instead, failure }: { readonly instead: T; readonly failure: string },
): Late<T> {
  let made: T | undefined;
  function make(): T {
    try {
      return create();
    } catch (error) {
      diag.warn(failure, error);
      return instead;
    }
  }
  return {
    get: () => made ??= make(),
    peek: () => made,
  };
}
