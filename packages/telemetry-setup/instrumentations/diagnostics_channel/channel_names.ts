const PART = /^tracing:(.+?)(?::(?:start|end|asyncStart|asyncEnd|error))?$/;

/**
 * The names of channels as their publishers create them. Also taken is the full name of a part of a
 * tracing channel, as it stands in documents and logs.
 *
 * @param given What the user wrote.
 * @returns Each name once.
 *
 * @example
 * ```ts
 * import { channelNames } from "./channel_names.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(
 *   channelNames(["mysql2:query", "tracing:mysql2:query:start", "tracing:dice"]),
 *   ["mysql2:query", "dice"],
 * );
 * ```
 */
export function channelNames(given: readonly string[]): readonly string[] {
  return [...new Set(given.map((name) => PART.exec(name)?.[1] ?? name))];
}
