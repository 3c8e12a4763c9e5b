import type { EnvVariable } from "../env_variable.ts";
import { parseInteger } from "./parse_integer.ts";
import type { Parsed } from "./parsed.ts";

/** Parses an integer or a duration within the bounds of its row in the table of variables. */
export function parseRowNumber(row: EnvVariable, text: string): Parsed<number> {
  return parseInteger(text, {
    ...(row.min === undefined ? {} : { min: row.min }),
    ...(row.max === undefined ? {} : { max: row.max }),
    ...(row.type === "duration" ? { unit: "milliseconds" } : {}),
  });
}
