// Hot path: runs once an outgoing request.
import type { Context } from "@opentelemetry/api";
import { SUPPRESS_TRACING } from "./without_tracing.ts";

/**
 * Whether nothing makes a span in this context.
 *
 * @example
 * ```ts
 * import { isWithoutTracing } from "./is_without_tracing.ts";
 * import { withoutTracing } from "./without_tracing.ts";
 * import { ROOT_CONTEXT } from "@opentelemetry/api";
 * import assert from "node:assert/strict";
 *
 * assert.equal(isWithoutTracing(ROOT_CONTEXT), false);
 * assert.equal(isWithoutTracing(withoutTracing(ROOT_CONTEXT)), true);
 * ```
 */
export function isWithoutTracing(context: Context): boolean {
  return context.getValue(SUPPRESS_TRACING) === true;
}
