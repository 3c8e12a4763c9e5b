// Hot path: getStore() and run() run several times a span.
import { AsyncLocalStorage } from "node:async_hooks";
import { type Context, createContextKey, ROOT_CONTEXT } from "@opentelemetry/api";
import type { ContextStorage } from "./context_storage.ts";

/** What V8 carries from a task to those that it leads to; Deno keeps one of its own kind there. */
interface FrameAccess {
  readonly getFrame: () => unknown;
  readonly setFrame: (frame: unknown) => void;
}

/**
 * Creates a storage of contexts that uses Deno's inner functions for what `AsyncLocalStorage` does:
 * that spreads an object and fills a `WeakMap` at each run, this sets one small object. Both see and
 * keep what the other one has there.
 *
 * @param inner Deno's inner functions. @default those of the running Deno
 * @returns `undefined` where Deno has no such functions, or they do something else.
 *
 * @example
 * ```ts
 * import { createFrameStorage } from "./frame_storage.ts";
 * import { ROOT_CONTEXT } from "@opentelemetry/api";
 * import assert from "node:assert/strict";
 *
 * const storage = createFrameStorage();
 * assert.equal(storage?.getStore(), undefined);
 * assert.equal(storage?.run(ROOT_CONTEXT, () => storage.getStore()), storage && ROOT_CONTEXT);
 * ```
 */
export function createFrameStorage(
  inner: unknown = innerCore(),
): ContextStorage | undefined {
  try {
    const { getAsyncContext, setAsyncContext } = inner as Record<string, unknown>;
    if (typeof getAsyncContext !== "function" || typeof setAsyncContext !== "function") {
      return undefined;
    }
    const access = { getFrame: getAsyncContext, setFrame: setAsyncContext } as FrameAccess;
    return worksBesideOthers(access) ? new FrameStorage(access) : undefined;
  } catch {
    return undefined;
  }
}

function innerCore(): unknown {
  const { internal } = Deno as unknown as { readonly internal: symbol };
  return (Deno as unknown as Record<symbol, { readonly core?: unknown } | undefined>)[internal]
    ?.core;
}

/**
 * The names do not begin with a digit, as those that Deno gives its own do. They are enumerable, so
 * that whoever makes a frame out of this one takes them along.
 */
class Frame {
  constructor(readonly otelDenoContext: Context, readonly otelDenoOwner: object) {}
}
// Deno's frames inherit nothing.
Object.setPrototypeOf(Frame.prototype, null);

class FrameStorage implements ContextStorage {
  readonly #getFrame: FrameAccess["getFrame"];
  readonly #setFrame: FrameAccess["setFrame"];
  /** Another one is another storage. */
  #owner = {};

  constructor({ getFrame, setFrame }: FrameAccess) {
    this.#getFrame = getFrame;
    this.#setFrame = setFrame;
  }

  getStore(): Context | undefined {
    const frame = this.#getFrame() as Frame | undefined | null;
    return frame?.otelDenoOwner === this.#owner ? frame.otelDenoContext : undefined;
  }

  run<A extends unknown[], R>(context: Context, callback: (...args: A) => R, ...args: A): R {
    const before = this.#getFrame();
    this.#setFrame(this.#frame(context, before));
    try {
      return callback(...args);
    } finally {
      this.#setFrame(before);
    }
  }

  enterWith(context: Context): void {
    this.#setFrame(this.#frame(context, this.#getFrame()));
  }

  disable(): void {
    this.#owner = {};
  }

  #frame(context: Context, before: unknown): Frame {
    const frame = new Frame(context, this.#owner);
    return before === undefined || before instanceof Frame
      ? frame
      // Somebody else has something there, too.
      : { __proto__: null, ...before as object, ...frame } as unknown as Frame;
  }
}

/**
 * Whether `AsyncLocalStorage` keeps what is its own in the same frames, and leaves ours there. Then
 * ours come along wherever its own do.
 */
function worksBesideOthers(access: FrameAccess): boolean {
  const [outside, inside] = [1, 2].map((value) =>
    ROOT_CONTEXT.setValue(createContextKey("test"), value)
  ) as [Context, Context];
  const storage = new FrameStorage(access);
  const other = new AsyncLocalStorage<number>();
  const before = access.getFrame();
  const seen = storage.run(outside, () => {
    const ours = access.getFrame();
    return [
      storage.getStore() === outside,
      other.run(1, () => [
        access.getFrame() !== ours && storage.getStore() === outside,
        storage.run(inside, () => storage.getStore() === inside && other.getStore() === 1),
        storage.getStore() === outside && other.getStore() === 1,
      ]),
      access.getFrame() === ours && other.getStore() === undefined,
    ];
  });
  return seen.flat().every(Boolean) && access.getFrame() === before;
}
