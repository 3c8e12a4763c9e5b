import type { Parsed } from "./parsed.ts";

/**
 * Parses a boolean: `true` in any case is true, and everything else is false; all but `false` in
 * any case with a complaint.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#boolean}
 *
 * @example Usage
 * ```ts
 * import { parseBoolean } from "./parse_boolean.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseBoolean("TRUE"), { value: true });
 * assert.deepEqual(parseBoolean("1"), { value: false, expected: "true or false", used: "false" });
 * ```
 */
export function parseBoolean(text: string): Parsed<boolean> {
  switch (text.toLowerCase()) {
    case "true":
      return { value: true };
    case "false":
      return { value: false };
    default:
      return { value: false, expected: "true or false", used: "false" };
  }
}
