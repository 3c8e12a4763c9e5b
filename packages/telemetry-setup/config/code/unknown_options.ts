import type { ConfigProblem } from "../config_problem.ts";

/** Names of the options that start telemetry in code. */
export const OPTION_NAMES = [
  "config",
  "serviceName",
  "resourceAttributes",
  "resourceDetectors",
  "env",
  "spanProcessors",
  "logRecordProcessors",
  "metricReaders",
  "npmInstrumentations",
  "views",
  "diagnostics",
] as const;

/**
 * One problem for each option that there is not. Types refuse them, but not every program is checked.
 *
 * @example Usage
 * ```ts
 * import { unknownOptions } from "./unknown_options.ts";
 * import assert from "node:assert/strict";
 *
 * const problems = unknownOptions({ serviceName: "dice", servicename: "dice" });
 * assert.deepEqual(problems.map(({ setting }) => setting), ["servicename"]);
 * ```
 */
export function unknownOptions(options: object): readonly ConfigProblem[] {
  const names: readonly string[] = OPTION_NAMES;
  return Object.keys(options).filter((name) => !names.includes(name)).map((setting) => ({
    setting,
    // Nobody knows what is secret in an option that nobody knows.
    received: "***",
    expected: `one of ${OPTION_NAMES.join(", ")}`,
    used: "nothing of it",
  }));
}
