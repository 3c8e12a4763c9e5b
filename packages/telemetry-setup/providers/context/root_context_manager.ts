// Hot path: active() and with() run for each span.
import { AsyncLocalStorage } from "node:async_hooks";
import { type Context, ROOT_CONTEXT } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import type { ContextStorage } from "./context_storage.ts";
import { createFrameStorage } from "./frame_storage.ts";

/** Options of {@linkcode RootContextManager}. */
export interface RootContextManagerOptions {
  /** Whether inner functions of Deno may be used, where it has them. @default true */
  readonly fastPath?: boolean;
}

/**
 * The SDK's context manager, and a context for code that runs in none: the one that whoever started
 * this process or this worker handed over. A span without a parent there is a child of theirs.
 *
 * @example
 * ```ts
 * import { createContextKey, ROOT_CONTEXT } from "@opentelemetry/api";
 * import { RootContextManager } from "./root_context_manager.ts";
 * import assert from "node:assert/strict";
 *
 * const manager = new RootContextManager();
 * const handedOver = ROOT_CONTEXT.setValue(createContextKey("example"), 1);
 * manager.setRoot(handedOver);
 * assert.equal(manager.active(), handedOver);
 * assert.equal(manager.with(ROOT_CONTEXT, () => manager.active()), ROOT_CONTEXT);
 * ```
 */
export class RootContextManager extends AsyncLocalStorageContextManager {
  /** The base class has one, too, but tells nobody whether it holds something. */
  readonly #storage: ContextStorage;
  #root = ROOT_CONTEXT;

  constructor({ fastPath = true }: RootContextManagerOptions = {}) {
    super();
    this.#storage = (fastPath ? createFrameStorage() : undefined) ??
      new AsyncLocalStorage<Context>();
  }

  /** Sets what is active where nothing else is. */
  setRoot(root: Context): void {
    this.#root = root;
  }

  /** Makes a context active for the rest of this task, and for all that it leads to. */
  enter(context: Context): void {
    this.#storage.enterWith(context);
  }

  override active(): Context {
    return this.#storage.getStore() ?? this.#root;
  }

  override with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    context: Context,
    fn: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    const callback = thisArg === undefined ? fn : fn.bind(thisArg);
    return this.#storage.run(context, callback as (...args: A) => ReturnType<F>, ...args);
  }

  override disable(): this {
    this.#root = ROOT_CONTEXT;
    this.#storage.disable();
    return super.disable();
  }
}
