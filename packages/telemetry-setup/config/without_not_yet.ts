/** What {@linkcode withoutNotYet} returns. */
export interface SupportedPart<T> {
  /** The value, or what remains of a list; none where nothing remains. */
  readonly usable: readonly [] | readonly [T];
  /** The names that were taken out. */
  readonly refused: readonly string[];
}

/**
 * Takes out of a value what nothing acts on yet: all of a single value, the names of a list.
 *
 * @param notYet Names on which nothing acts yet.
 *
 * @example Usage
 * ```ts
 * import { withoutNotYet } from "./without_not_yet.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(withoutNotYet(["otlp", "zipkin"], ["zipkin"]), {
 *   usable: [["otlp"]],
 *   refused: ["zipkin"],
 * });
 * assert.deepEqual(withoutNotYet("delta", ["delta"]), { usable: [], refused: ["delta"] });
 * ```
 */
export function withoutNotYet<T>(value: T, notYet: readonly string[] = []): SupportedPart<T> {
  if (!Array.isArray(value)) {
    return notYet.includes(String(value))
      ? { usable: [], refused: [String(value)] }
      : { usable: [value], refused: [] };
  }
  const refused = value.filter((name) => notYet.includes(name));
  if (refused.length === 0) return { usable: [value], refused };
  const rest = value.filter((name) => !notYet.includes(name));
  return { usable: rest.length === 0 ? [] : [rest as T], refused };
}
