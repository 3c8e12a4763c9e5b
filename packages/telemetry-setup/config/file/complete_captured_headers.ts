import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { ConfigProblem } from "../config_problem.ts";
import { parsePatternList } from "../parse/parse_pattern_list.ts";
import { Sourced } from "../sourced.ts";
import type { Tree } from "./mark_file_values.ts";

const LISTS = ["request_captured_headers", "response_captured_headers"] as const;

/**
 * Checks the lists of headers to capture in a configuration file, as those of the environment are.
 *
 * @param note Is told what is no regular expression.
 * @returns What to lay over `instrumentation/development`; empty where the file has no such list.
 */
export function completeCapturedHeaders(
  model: ConfigurationModel,
  note: (problem: ConfigProblem) => void,
): Tree {
  const http = model["instrumentation/development"]?.general?.http;
  const sides: Record<string, Record<string, unknown>> = {};
  for (const side of ["client", "server"] as const) {
    for (const key of LISTS) {
      const given = http?.[side]?.[key];
      if (!Array.isArray(given)) continue;
      const { value = [], expected } = parsePatternList(given);
      (sides[side] ??= {})[key] = new Sourced(value, "file");
      if (expected === undefined) continue;
      note({
        setting: `instrumentation/development.general.http.${side}.${key}`,
        received: given.join(",").slice(0, 100),
        expected,
        used: value.join(",") || "none of it",
      });
    }
  }
  return Object.keys(sides).length === 0 ? {} : { general: { http: sides } };
}
