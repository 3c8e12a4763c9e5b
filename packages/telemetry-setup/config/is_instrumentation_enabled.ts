import { type BuiltInInstrumentation, INSTRUMENTATIONS } from "./instrumentation_names.ts";
import type { OtelDenoModel } from "./otel_deno_model.ts";

/** The two lists by which instrumentations are chosen. */
export type InstrumentationLists = Pick<
  OtelDenoModel,
  "disabled_instrumentations" | "enabled_instrumentations"
>;

/**
 * Tells whether an instrumentation is to be enabled: it is among those that are on, and not among
 * those that are off. `*` is all, in the first case without those that have to be named.
 *
 * @example Usage
 * ```ts
 * import { isInstrumentationEnabled } from "./is_instrumentation_enabled.ts";
 * import assert from "node:assert/strict";
 *
 * const lists = { enabled_instrumentations: ["*"], disabled_instrumentations: ["console"] };
 * assert.equal(isInstrumentationEnabled("hono", lists), true);
 * assert.equal(isInstrumentationEnabled("console", lists), false);
 * assert.equal(isInstrumentationEnabled("deno-command", lists), false);
 * ```
 */
export function isInstrumentationEnabled(
  name: string,
  { disabled_instrumentations: off, enabled_instrumentations: on }: InstrumentationLists,
): boolean {
  if (off.includes("*") || off.includes(name)) return false;
  const row: BuiltInInstrumentation | undefined = INSTRUMENTATIONS.find((one) => one.name === name);
  return on.includes(name) || (on.includes("*") && row?.optIn !== true);
}
