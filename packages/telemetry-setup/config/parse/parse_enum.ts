import { joinAlternatives } from "./join_alternatives.ts";
import type { Parsed } from "./parsed.ts";

/**
 * Parses one of a set of names, in any case.
 *
 * @param values The names, in lower case.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#enum}
 *
 * @example Usage
 * ```ts
 * import { parseEnum } from "./parse_enum.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseEnum("GZIP", ["gzip", "none"]), { value: "gzip" });
 * assert.deepEqual(parseEnum("zstd", ["gzip", "none"]), { expected: "gzip or none" });
 * ```
 */
export function parseEnum<V extends string>(text: string, values: readonly V[]): Parsed<V> {
  const wanted = text.toLowerCase();
  const value = values.find((candidate) => candidate === wanted);
  return value === undefined ? { expected: joinAlternatives(values) } : { value };
}
