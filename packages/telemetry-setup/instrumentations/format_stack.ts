/** How many errors one stack trace may tell of: a chain of causes can be endless. */
const MAX_ERRORS = 20;

/**
 * Writes the stack of an error, those of its causes, and those that an `AggregateError` holds.
 *
 * @returns `undefined` where the error has no stack.
 * @throws Whatever the error throws when it is read.
 *
 * @example
 * ```ts
 * import { formatStack } from "./format_stack.ts";
 * import assert from "node:assert/strict";
 *
 * const stack = formatStack(new Error("no dice", { cause: new TypeError("no hand") }));
 * assert.match(stack ?? "", /^Error: no dice\n[^]*\nCaused by: TypeError: no hand\n/);
 * ```
 */
export function formatStack(error: Error): string | undefined {
  if (typeof error.stack !== "string") return undefined;
  const told = new Set<unknown>();
  const parts: string[] = [];
  tell(error, "");
  return parts.join("\n");

  function tell(thrown: unknown, prefix: string): void {
    if (told.size >= MAX_ERRORS || told.has(thrown)) return;
    told.add(thrown);
    if (!(thrown instanceof Error)) {
      parts.push(prefix + (typeof thrown === "object" ? Deno.inspect(thrown) : String(thrown)));
      return;
    }
    parts.push(prefix + String(thrown.stack ?? thrown));
    if (thrown instanceof AggregateError && Array.isArray(thrown.errors)) {
      for (const [index, each] of thrown.errors.entries()) tell(each, `Error ${index + 1}: `);
    }
    if (thrown.cause !== undefined) tell(thrown.cause, "Caused by: ");
  }
}
