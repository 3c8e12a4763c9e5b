import type { Tree } from "../file/mark_file_values.ts";
import { Sourced } from "../sourced.ts";

/** Limits for which the general one stands in, and which that is. */
const FOLLOWS: Readonly<Record<string, string>> = {
  attribute_value_length_limit: "attribute_value_length_limit",
  attribute_count_limit: "attribute_count_limit",
  event_attribute_count_limit: "attribute_count_limit",
  link_attribute_count_limit: "attribute_count_limit",
};

/**
 * Lets a general limit in code stand in where the general limit did before: for spans and log
 * records whose own limit nobody gave.
 *
 * @param merged The model with the options in code.
 * @param base The same without them.
 */
export function followGeneralLimits(merged: Tree, base: Tree): Tree {
  const now = merged.attribute_limits as Tree;
  const before = base.attribute_limits as Tree;
  const result: Record<string, unknown> = { ...merged };
  for (const provider of ["tracer_provider", "logger_provider"]) {
    const part = merged[provider] as Tree | undefined;
    if (part === undefined) continue;
    const limits = Object.entries(part.limits as Tree).map(([key, limit]) => {
      const general = FOLLOWS[key];
      const stoodIn = general !== undefined && limit instanceof Sourced &&
        (limit.source === "default" || limit === before[general] ||
          limit.source.startsWith("OTEL_") &&
            limit.source === (before[general] as Sourced<unknown>).source);
      return [key, stoodIn ? now[general] : limit];
    });
    result[provider] = { ...part, limits: Object.fromEntries(limits) };
  }
  return result;
}
