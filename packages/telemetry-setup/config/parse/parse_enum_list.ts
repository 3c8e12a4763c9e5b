import { joinAlternatives } from "./join_alternatives.ts";
import type { Parsed } from "./parsed.ts";

/**
 * Parses a comma-separated list of names, in any case. `none` is the empty list.
 *
 * A name that occurs twice counts once. Where a part cannot be used, unknown names or `none` next
 * to others, the rest is used.
 *
 * @param values The names, in lower case; `none` among them.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#exporter-selection}
 *
 * @example Usage
 * ```ts
 * import { parseEnumList } from "./parse_enum_list.ts";
 * import assert from "node:assert/strict";
 *
 * const values = ["otlp", "console", "none"] as const;
 * assert.deepEqual(parseEnumList("otlp, console", values), { value: ["otlp", "console"] });
 * assert.deepEqual(parseEnumList("none", values), { value: [] });
 * assert.deepEqual(parseEnumList("otlp,zipkin", values), {
 *   value: ["otlp"],
 *   expected: "a list of otlp, console or none, without zipkin",
 *   used: "otlp",
 * });
 * ```
 */
export function parseEnumList<V extends string>(
  text: string,
  values: readonly V[],
): Parsed<readonly Exclude<V, "none">[]> {
  const listed = `a list of ${joinAlternatives(values)}`;
  const known = new Map<string, V>(values.map((value) => [value, value]));
  const names = text.split(",").map((name) => name.trim()).filter((name) => name !== "");

  const unknown = new Set<string>();
  const chosen = new Set<Exclude<V, "none">>();
  let none = false;
  for (const name of names) {
    const value = known.get(name.toLowerCase());
    if (value === undefined) unknown.add(name);
    else if (value === "none") none = true;
    else chosen.add(value as Exclude<V, "none">);
  }

  const value = [...chosen];
  if (!none && value.length === 0) return { expected: listed };
  const used = value.length === 0 ? "none" : value.join(",");
  if (unknown.size > 0) {
    return { value, expected: `${listed}, without ${[...unknown].join(", ")}`, used };
  }
  if (none && value.length > 0) return { value, expected: "none without other names", used };
  return { value };
}
