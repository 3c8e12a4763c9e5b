import type { Exception } from "@opentelemetry/api";
import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_STACKTRACE,
  ATTR_EXCEPTION_TYPE,
} from "@opentelemetry/semantic-conventions";

/**
 * What an exception says of itself, as attributes.
 *
 * @param exception Text, or an object whose members are texts, as `guardException` makes it.
 * @see {@link https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/}
 *
 * @example
 * ```ts
 * import { deepEqual } from "node:assert/strict";
 *
 * deepEqual(exceptionAttributes({ name: "RangeError", message: "no dice" }), {
 *   "exception.type": "RangeError",
 *   "exception.message": "no dice",
 * });
 * ```
 */
export function exceptionAttributes(exception: Exception): Readonly<Record<string, string>> {
  if (typeof exception === "string") return { [ATTR_EXCEPTION_MESSAGE]: exception };
  const { code, name, message, stack } = exception;
  const type = code ? String(code) : name;
  return {
    ...type ? { [ATTR_EXCEPTION_TYPE]: type } : {},
    ...message ? { [ATTR_EXCEPTION_MESSAGE]: message } : {},
    ...stack ? { [ATTR_EXCEPTION_STACKTRACE]: stack } : {},
  };
}
