import type { Exception } from "@opentelemetry/api";
import type { Guard } from "./guard.ts";

const PARTS = ["code", "name", "message", "stack"] as const;

/**
 * Makes of what was thrown an exception that the SDK can read: text, or an object whose `code`,
 * `name`, `message` and `stack` are texts. Never throws.
 *
 * @example
 * ```ts
 * import { deepEqual, equal } from "node:assert/strict";
 * import { createGuard } from "./guard.ts";
 * import { guardException } from "./guard_exception.ts";
 *
 * const guard = createGuard(() => {});
 * deepEqual(guardException({ message: "no dice", more: 1 }, guard), { message: "no dice" });
 * equal(guardException(Symbol("no dice"), guard), "Symbol(no dice)");
 * ```
 */
export function guardException(exception: unknown, guard: Guard): Exception {
  if (typeof exception !== "object" || exception === null) {
    return typeof exception === "string" ? exception : String(exception);
  }
  const read: Record<string, string> = {};
  for (const part of PARTS) {
    const value = guard.attempt(
      () => (exception as Record<string, unknown>)[part],
      "[Unreadable]",
    );
    if (typeof value === "string") read[part] = value;
    // Node.js has names for codes, others numbers.
    else if (typeof value === "number" && value !== 0) read[part] = String(value);
  }
  // An object that says nothing of itself by these.
  return (Object.keys(read).length > 0 ? read : "[object Object]") as Exception;
}
