import type { Attributes } from "@opentelemetry/api";
import { exceptionAttributes } from "../exception_attributes.ts";
import type { Guard } from "../guard/guard.ts";
import { guardException } from "../guard/guard_exception.ts";

/**
 * Tells of what was thrown by the attributes of an event; `undefined` where it says neither its type
 * nor a message.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/exceptions/}
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createGuard } from "../guard/guard.ts";
 * import { toExceptionAttributes } from "./to_exception_attributes.ts";
 *
 * const guard = createGuard(() => {});
 * assert.deepEqual(toExceptionAttributes("no dice", guard), { "exception.message": "no dice" });
 * assert.equal(toExceptionAttributes("", guard), undefined);
 * ```
 */
export function toExceptionAttributes(exception: unknown, guard: Guard): Attributes | undefined {
  const attributes = exceptionAttributes(guardException(exception, guard));
  const { "exception.type": type, "exception.message": message } = attributes;
  return type || message ? attributes : undefined;
}
