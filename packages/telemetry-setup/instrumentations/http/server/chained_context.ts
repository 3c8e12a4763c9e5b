// Hot path: one is made for each span within a request.
import type { Context } from "@opentelemetry/api";

/** A context that can become one of the API's own kind, which holds all values in a `Map`. */
export interface FlattenableContext extends Context {
  /** How many values are chained. */
  readonly depth: number;
  flatten(): Context;
}

/** More values would take longer to look through than to copy. */
const MAX_DEPTH = 8;

/**
 * A context that adds one value to another context. Those of the API copy all that is in the one
 * before, which costs more than everything else that is done for a span's context.
 *
 * @example
 * ```ts
 * import { createContextKey, ROOT_CONTEXT } from "@opentelemetry/api";
 * import { ChainedContext } from "./chained_context.ts";
 * import assert from "node:assert/strict";
 *
 * const [dice, player] = [createContextKey("dice"), createContextKey("player")];
 * const root = { depth: 0, flatten: () => ROOT_CONTEXT };
 * const base = Object.assign(Object.create(ROOT_CONTEXT), root);
 * const context = new ChainedContext(base, dice, 6).setValue(player, "ann");
 * assert.deepEqual([context.getValue(dice), context.getValue(player)], [6, "ann"]);
 * assert.equal(context.deleteValue(dice).getValue(dice), undefined);
 * ```
 */
export class ChainedContext implements FlattenableContext {
  readonly depth: number;
  readonly #before: FlattenableContext;
  readonly #key: symbol;
  readonly #value: unknown;

  constructor(before: FlattenableContext, key: symbol, value: unknown) {
    this.depth = before.depth + 1;
    this.#before = before;
    this.#key = key;
    this.#value = value;
  }

  getValue(key: symbol): unknown {
    return key === this.#key ? this.#value : this.#before.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    // The span of a span's span is the value that is replaced most.
    if (key === this.#key) return new ChainedContext(this.#before, key, value);
    return this.depth < MAX_DEPTH
      ? new ChainedContext(this, key, value)
      : this.flatten().setValue(key, value);
  }

  deleteValue(key: symbol): Context {
    return this.flatten().deleteValue(key);
  }

  flatten(): Context {
    return this.#before.flatten().setValue(this.#key, this.#value);
  }
}
