import type { Attributes } from "@opentelemetry/api";
import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_STACKTRACE,
  ATTR_EXCEPTION_TYPE,
} from "@opentelemetry/semantic-conventions";
import type { Guard } from "../guard/guard.ts";
import { guardException } from "../guard/guard_exception.ts";

/**
 * Tells of what was thrown by attributes; `undefined` where it says neither its type nor a message.
 * Its type is its code, if it has one, as the API has it.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/trace/exceptions/}
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createGuard } from "../guard/guard.ts";
 * import { toExceptionAttributes } from "./to_exception_attributes.ts";
 *
 * assert.deepEqual(toExceptionAttributes("no dice", createGuard(() => {})), {
 *   "exception.message": "no dice",
 * });
 * ```
 */
export function toExceptionAttributes(exception: unknown, guard: Guard): Attributes | undefined {
  const guarded = guardException(exception, guard);
  const { code, name, message, stack } = typeof guarded === "string"
    ? { message: guarded }
    : guarded as { code?: string; name?: string; message?: string; stack?: string };
  const type = code || name;
  if (!type && !message) return undefined;
  return {
    ...type && { [ATTR_EXCEPTION_TYPE]: type },
    ...message && { [ATTR_EXCEPTION_MESSAGE]: message },
    ...stack && { [ATTR_EXCEPTION_STACKTRACE]: stack },
  };
}
