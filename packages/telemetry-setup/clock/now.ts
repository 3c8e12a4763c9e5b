// Hot path: two reads a request, two a span.

/** Deno's own function writes whole seconds, and the nanoseconds beside them, since the start. */
type WriteNow = (time: Uint8Array) => void;

const performanceNow = (): number => performance.now();

let read = performanceNow;
let isHeld = false;
let held = 0;

/**
 * The time since the process or worker started, in milliseconds, as `performance.now()` tells it.
 *
 * @example
 * ```ts
 * import { now } from "./now.ts";
 * import assert from "node:assert/strict";
 *
 * const before = performance.now();
 * assert.ok(now() >= before && now() <= performance.now());
 * ```
 */
export function now(): number {
  return isHeld ? held : read();
}

/**
 * Has {@linkcode now} tell this one time until {@linkcode releaseClock}: for what is done at one
 * moment the clock is read once. In between nothing may be awaited.
 *
 * @returns The time, as `now` tells it.
 */
export function holdClock(): number {
  held = now();
  isHeld = true;
  return held;
}

/** Has {@linkcode now} read the clock again. */
export function releaseClock(): void {
  isHeld = false;
}

/**
 * Has {@linkcode now} read the clock by the inner function of Deno that `performance.now()` is made
 * of, which takes half as long, if it is there and tells the same.
 *
 * @param inner Deno's inner functions. @default those of the running Deno
 * @returns Has it read by `performance.now()` again.
 */
export function useInnerClock(inner: unknown = innerOps()): Disposable {
  const op = (inner as Record<string, unknown> | undefined)?.["op_now"];
  const fast = typeof op === "function" ? createRead(op as WriteNow) : undefined;
  if (fast !== undefined && agrees(fast)) read = fast;
  return {
    [Symbol.dispose]() {
      if (read === fast) read = performanceNow;
    },
  };
}

function innerOps(): unknown {
  const { internal } = Deno as unknown as { readonly internal: symbol };
  return (Deno as unknown as Record<symbol, { readonly core?: { readonly ops?: unknown } }>)[
    internal
  ]?.core?.ops;
}

function createRead(writeNow: WriteNow): () => number {
  const bytes = new Uint8Array(8);
  const parts = new Uint32Array(bytes.buffer);
  return () => {
    writeNow(bytes);
    return parts[0]! * 1000 + parts[1]! / 1e6;
  };
}

/** Between two readings of the public clock, several times. */
function agrees(fast: () => number): boolean {
  try {
    for (let i = 0; i < 3; i++) {
      const [before, time, after] = [performance.now(), fast(), performance.now()];
      if (!(before <= time && time <= after)) return false;
    }
    return true;
  } catch {
    return false;
  }
}
