import type { Remains } from "../delivery.ts";

/** What is lost, and what is kept on disk, where it is all gone well. */
export const NOTHING: Remains = { lost: [], kept: [] };

/** What the side that delivers has not delivered. */
export interface RemainsElsewhere {
  /** It says what remains there; `undefined`: nobody is there any more. */
  set(remains: Remains | undefined): void;
  /** What was not told before. */
  takeUntold(): Remains;
}

/**
 * Keeps what remains, and tells it once.
 *
 * @example
 * ```ts
 * import { createRemainsElsewhere, NOTHING } from "./remains_elsewhere.ts";
 * import assert from "node:assert/strict";
 *
 * const elsewhere = createRemainsElsewhere();
 * const kept = [{ signal: "logs", destination: "http://localhost:4318", itemCount: 3 }] as const;
 * elsewhere.set({ lost: [], kept });
 * assert.deepEqual(elsewhere.takeUntold(), { lost: [], kept });
 * assert.equal(elsewhere.takeUntold(), NOTHING);
 * ```
 */
export function createRemainsElsewhere(): RemainsElsewhere {
  let remains = NOTHING;
  let told = JSON.stringify(NOTHING);
  return {
    set: (given = NOTHING) => void (remains = given),
    takeUntold() {
      const text = JSON.stringify(remains);
      const untold = text === told ? NOTHING : remains;
      told = text;
      return untold;
    },
  };
}
