// Hot path: everything here runs once per roll, with or without an SDK.

import type { Span } from "@opentelemetry/api";
import { rollInstruments } from "./roll_instruments.ts";

/** Options for {@linkcode rollDice}. */
export interface RollDiceOptions {
  /**
   * Source of chance: returns a number from 0 (included) to 1 (excluded), as `Math.random` does.
   *
   * @default {Math.random}
   */
  readonly random?: () => number;
}

/**
 * Rolls a six-sided die a number of times.
 *
 * Each roll is a span `roll`, child of the active span, and one count in the counter `dice.rolls`;
 * both carry the integer attribute `roll.value`. They go to whatever SDK is registered with the
 * OpenTelemetry API. Without one the results are the same and nothing is recorded.
 *
 * @param rolls How many times to roll: an integer of at least 1.
 * @param options The source of chance.
 * @returns One integer from 1 to 6 per roll, in order.
 * @throws {RangeError} If `rolls` is below 1 or not an integer.
 * @see {@link https://opentelemetry.io/docs/getting-started/reference-application-specification/ | Getting Started reference application}
 *
 * @example Rolling three times with a fixed source of chance
 * ```ts
 * import { rollDice } from "@otel-deno/dice-core";
 * import { deepEqual } from "node:assert/strict";
 *
 * const draws = [0.2, 0.99, 0];
 * deepEqual(rollDice(3, { random: () => draws.shift()! }), [2, 6, 1]);
 * ```
 */
export function rollDice(rolls: number, options: RollDiceOptions = {}): number[] {
  if (!Number.isInteger(rolls) || rolls < 1) {
    throw new RangeError(`Cannot roll the dice: rolls is ${rolls}, not an integer of at least 1`);
  }
  const random = options.random ?? Math.random;
  const { tracer, rollCounter } = rollInstruments();

  const roll = (span: Span): number => {
    try {
      const value = Math.floor(random() * 6) + 1;
      span.setAttribute("roll.value", value);
      // Counted while the span is active, so that an exemplar can point at it.
      rollCounter.add(1, { "roll.value": value });
      return value;
    } finally {
      span.end();
    }
  };

  const values: number[] = [];
  for (let i = 0; i < rolls; i++) values.push(tracer.startActiveSpan("roll", roll));
  return values;
}
