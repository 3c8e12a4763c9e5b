/** Waits that can be cut short all at once. */
export interface Waits {
  /** Whether no wait is begun any more. */
  readonly ended: boolean;
  /** Waits without keeping the process alive; not at all once the waits are ended. */
  wait(milliseconds: number): Promise<void>;
  /** Ends all waits, those to come included. */
  end(): void;
  /** Lets waits begin again. */
  resume(): void;
}

/**
 * Makes the waits between attempts, which end when the process does.
 *
 * @example No wait at the end
 * ```ts
 * import { createWaits } from "./waits.ts";
 * import assert from "node:assert/strict";
 *
 * const waits = createWaits();
 * waits.end();
 * await waits.wait(60_000);
 * assert.equal(waits.ended, true);
 * ```
 */
export function createWaits(): Waits {
  let ending = Promise.withResolvers<void>();
  let ended = false;

  async function wait(milliseconds: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const waited = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
      timer.unref();
    });
    await Promise.race([waited, ending.promise]);
    clearTimeout(timer);
  }

  return {
    get ended() {
      return ended;
    },
    wait,
    end() {
      ended = true;
      ending.resolve();
    },
    resume() {
      if (ended) ending = Promise.withResolvers();
      ended = false;
    },
  };
}
