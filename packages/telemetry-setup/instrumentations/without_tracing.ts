import { type Context, createContextKey } from "@opentelemetry/api";

/** The key of the npm SDK, which makes no spans in a context that has it, and injects nothing. */
export const SUPPRESS_TRACING: symbol = createContextKey(
  "OpenTelemetry SDK Context Key SUPPRESS_TRACING",
);

/**
 * A context in which nothing makes a span.
 *
 * @example
 * ```ts
 * import { withoutTracing } from "./without_tracing.ts";
 * import { ROOT_CONTEXT } from "@opentelemetry/api";
 * import { isTracingSuppressed } from "@opentelemetry/core";
 * import assert from "node:assert/strict";
 *
 * assert.equal(isTracingSuppressed(withoutTracing(ROOT_CONTEXT)), true);
 * ```
 */
export function withoutTracing(context: Context): Context {
  return context.setValue(SUPPRESS_TRACING, true);
}
