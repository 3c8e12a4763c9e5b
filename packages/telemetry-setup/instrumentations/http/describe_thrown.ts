import { formatStack } from "../format_stack.ts";
import { withoutOwnFrames } from "./without_own_frames.ts";

/** What was thrown, as text. */
export interface ThrownDescription {
  /** The class of an error, such as `RangeError`; absent for what is no error. */
  readonly type: string | undefined;
  readonly message: string;
  /** With those of its causes. */
  readonly stack: string | undefined;
}

/**
 * Describes what an application threw: an error, or any other value. Never throws itself, whatever
 * the value does when it is read.
 *
 * @param redact What is done with message and stack, which may contain URLs with credentials.
 * @default nothing
 * @see {@link https://opentelemetry.io/docs/specs/semconv/registry/attributes/exception/}
 *
 * @example
 * ```ts
 * import { describeThrown } from "./describe_thrown.ts";
 * import assert from "node:assert/strict";
 *
 * const { type, message } = describeThrown(new RangeError("too many"));
 * assert.deepEqual({ type, message }, { type: "RangeError", message: "too many" });
 * ```
 */
export function describeThrown(
  thrown: unknown,
  redact: (text: string) => string = (text) => text,
): ThrownDescription {
  try {
    if (thrown instanceof Error) {
      const { message } = thrown;
      const stack = formatStack(thrown);
      return {
        type: typeOf(thrown),
        message: redact(String(message)),
        stack: stack === undefined ? undefined : redact(withoutOwnFrames(stack)),
      };
    }
    const message = typeof thrown === "object" ? Deno.inspect(thrown) : String(thrown);
    return { type: undefined, message: redact(message), stack: undefined };
  } catch {
    return { type: undefined, message: "(a value that cannot be read)", stack: undefined };
  }
}

/** A class of the application's own often leaves the `name` that it inherits. */
function typeOf(error: Error): string {
  const { name } = error;
  const known = typeof name === "string" && name !== "" && name !== "Error" ? name : undefined;
  return known ?? (error.constructor?.name || "Error");
}
