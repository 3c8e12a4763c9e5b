import type { ConfigProblem } from "./config_problem.ts";
import {
  ENV_VARIABLES,
  type EnvVariable,
  type EnvVariableChoice,
  type EnvVariableName,
} from "./env_variables.ts";
import { maskUrl } from "./mask_url.ts";
import { parseBoolean } from "./parse_boolean.ts";
import { parseEnum } from "./parse_enum.ts";
import { parseEnumList } from "./parse_enum_list.ts";
import { parseInteger } from "./parse_integer.ts";
import type { Parsed } from "./parsed.ts";
import type { ReadEnv } from "./read_env.ts";

/** How {@linkcode EnvSettings.read} reads one variable. */
export interface ReadOptions<T> {
  /** Makes a value of the text, which is not empty and has no blanks around it. */
  readonly parse: (text: string) => Parsed<T>;
  /** The value where the variable is not set or not usable. */
  readonly fallback: () => T;
  /**
   * Says in a problem what `fallback` returned.
   *
   * @default String
   */
  readonly describe?: (value: T) => string;
}

/** The environment, read by the rules of the table. */
export interface EnvSettings {
  /** A boolean; what is not true is false. */
  boolean(name: EnvVariableName<"boolean">): boolean;
  /** An integer, or a duration in milliseconds. */
  number(name: EnvVariableName<"integer" | "duration">): number;
  /** The same, but `undefined` where no usable number is given. */
  numberIfGiven(name: EnvVariableName<"integer" | "duration">): number | undefined;
  /** One of the names that the table lists. */
  choice<N extends EnvVariableName<"enum">>(name: N): EnvVariableChoice<N>;
  /** The names of a list, each once; none of them is `none`. */
  choices<N extends EnvVariableName<"enumList">>(
    name: N,
  ): readonly Exclude<EnvVariableChoice<N>, "none">[];
  /** Reads a variable in its own way; for those whose meaning depends on other ones. */
  read<T>(name: EnvVariableName, options: ReadOptions<T>): T;
  /** Notes that a value that can be read cannot be used all the same. */
  refuse(
    name: EnvVariableName,
    problem: { readonly expected: string; readonly used: string },
  ): void;
  /** What could not be used so far, in the order of the table. */
  problems(): readonly ConfigProblem[];
}

const ROWS: ReadonlyMap<string, EnvVariable> = new Map(
  ENV_VARIABLES.map((row) => [row.name, row]),
);
const MAX_RECEIVED_LENGTH = 100;
/** What stands for a value that is not text: no text can hold half of a surrogate pair. */
const UNREADABLE = "\ud800";

/**
 * Reads the environment by the rules of the table of variables: empty is not set; what cannot be
 * used is a problem, once, and the fallback or the default is used instead.
 *
 * @example Usage
 * ```ts
 * import { createEnvSettings } from "./create_env_settings.ts";
 * import assert from "node:assert/strict";
 *
 * const env: Record<string, string> = { OTEL_BSP_SCHEDULE_DELAY: "soon" };
 * const settings = createEnvSettings((name) => env[name]);
 *
 * assert.equal(settings.number("OTEL_BSP_SCHEDULE_DELAY"), 5000);
 * assert.equal(settings.problems()[0]?.setting, "OTEL_BSP_SCHEDULE_DELAY");
 * ```
 */
export function createEnvSettings(readEnv: ReadEnv): EnvSettings {
  const problems = new Map<string, ConfigProblem>();

  function note(problem: ConfigProblem): void {
    // The general OTLP variables are read once for each signal.
    problems.set(JSON.stringify(problem), problem);
  }

  function textOf(row: EnvVariable): string | undefined {
    try {
      const text = readEnv(row.name)?.trim();
      return text === "" ? undefined : text;
    } catch {
      return UNREADABLE;
    }
  }

  function readRow<T>(row: EnvVariable, options: ReadOptions<T>): T {
    const { parse, fallback, describe = String } = options;
    const text = textOf(row);
    if (text === undefined) return fallback();

    const parsed: Parsed<T> = text === UNREADABLE ? { expected: "valid Unicode" } : parse(text);
    if (parsed.expected === undefined) return parsed.value;
    const problem = { setting: row.name, received: show(row, text), expected: parsed.expected };
    if ("used" in parsed) {
      note({ ...problem, used: parsed.used });
      return parsed.value;
    }
    const value = fallback();
    note({ ...problem, used: describe(value) });
    return value;
  }

  /** Reads a row, or the one that it falls back to, or takes the default. */
  function readChain<T>(row: EnvVariable, parse: (text: string) => Parsed<T>): T {
    const fallback = row.fallsBackTo === undefined
      ? () => row.default as T
      : () => readChain(rowOf(row.fallsBackTo!), parse);
    return readRow(row, {
      parse,
      fallback,
      describe: (value) => value === row.default ? describeDefault(row) : String(value),
    });
  }

  return {
    boolean: (name) => readChain(rowOf(name), parseBoolean),
    number: (name) => {
      const row = rowOf(name);
      return readChain(row, (text) => parseNumber(row, text));
    },
    numberIfGiven: (name) => {
      const row = rowOf(name);
      return readRow<number | undefined>(row, {
        parse: (text) => parseNumber(row, text),
        fallback: () => undefined,
        describe: () => describeDefault(row),
      });
    },
    choice: <N extends EnvVariableName<"enum">>(name: N) => {
      const row = rowOf(name);
      const values = (row.values ?? []) as readonly EnvVariableChoice<N>[];
      return readChain(row, (text) => parseEnum(text, values));
    },
    choices: <N extends EnvVariableName<"enumList">>(name: N) => {
      const row = rowOf(name);
      const values = (row.values ?? []) as readonly EnvVariableChoice<N>[];
      return readChain(row, (text) => parseEnumList(text, values));
    },
    read: (name, options) => readRow(rowOf(name), options),
    refuse: (name, problem) => {
      const row = rowOf(name);
      note({ setting: name, received: show(row, textOf(row) ?? ""), ...problem });
    },
    problems: () => {
      const order = [...ROWS.keys()];
      return [...problems.values()].sort((a, b) =>
        order.indexOf(a.setting) - order.indexOf(b.setting)
      );
    },
  };
}

function rowOf(name: string): EnvVariable {
  const row = ROWS.get(name);
  if (row === undefined) throw new TypeError(`Cannot read ${name}: not in the table of variables`);
  return row;
}

function parseNumber(row: EnvVariable, text: string): Parsed<number> {
  return parseInteger(text, {
    ...(row.min === undefined ? {} : { min: row.min }),
    ...(row.type === "duration" ? { unit: "milliseconds" } : {}),
  });
}

function describeDefault(row: EnvVariable): string {
  return row.defaultText ?? String(row.default);
}

function show(row: EnvVariable, text: string): string {
  if (row.secret === true) return "***";
  if (text === UNREADABLE) return "\ufffd";
  const shown = row.type === "url" ? maskUrl(text) : text;
  return shown.length > MAX_RECEIVED_LENGTH ? `${shown.slice(0, MAX_RECEIVED_LENGTH)}…` : shown;
}
