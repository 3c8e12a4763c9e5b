import { createNoopMeter, type Meter } from "@opentelemetry/api";
import type { Guard } from "../guard/guard.ts";

/** The scope under which is told what is measured with the meters that are not kept. */
export const OVERFLOW_SCOPE = "otel_deno.overflow";

/**
 * Returns what the application has of a meter that stands for all the scopes that are not kept.
 * What is measured with it is added up, whoever does. What would be asked for its value at each
 * collection is left out and counted: its callbacks would be kept without end, and of several that
 * observe the same the last would win.
 *
 * @param meter That of {@linkcode OVERFLOW_SCOPE}.
 *
 * @example
 * ```ts
 * import { createNoopMeter } from "@opentelemetry/api";
 * import assert from "node:assert/strict";
 * import { createGuard } from "../guard/guard.ts";
 * import { createOverflowMeter } from "./create_overflow_meter.ts";
 *
 * let leftOut = 0;
 * const guard = createGuard((count) => void (leftOut += count));
 * createOverflowMeter(createNoopMeter(), guard).createObservableGauge("queue.size");
 * assert.equal(leftOut, 1);
 * ```
 */
export function createOverflowMeter(meter: Meter, guard: Guard): Meter {
  const noop = createNoopMeter();
  const leaveOut: Meter["createObservableGauge"] = (...request) => {
    guard.leaveOut();
    return noop.createObservableGauge(...request);
  };
  return {
    ...meter,
    createObservableCounter: leaveOut,
    createObservableGauge: leaveOut,
    createObservableUpDownCounter: leaveOut,
  };
}
