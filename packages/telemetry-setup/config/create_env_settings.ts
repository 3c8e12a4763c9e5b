import type { ConfigProblem } from "./config_problem.ts";
import { describeUsed } from "./describe_used.ts";
import type { EnvVariable } from "./env_variable.ts";
import { ENV_VARIABLES, type EnvVariableChoice, type EnvVariableName } from "./env_variables.ts";
import { parseBoolean } from "./parse/parse_boolean.ts";
import { parseEnum } from "./parse/parse_enum.ts";
import { parseEnumList } from "./parse/parse_enum_list.ts";
import { parseList } from "./parse/parse_list.ts";
import { parsePatternList } from "./parse/parse_pattern_list.ts";
import { parseRowNumber } from "./parse/parse_row_number.ts";
import type { Parsed } from "./parse/parsed.ts";
import type { ReadEnv } from "./read_env.ts";
import { showReceived, UNREADABLE } from "./show_received.ts";
import type { Setting, SettingSource } from "./sourced.ts";
import { withoutNotYet } from "./without_not_yet.ts";

/** How {@linkcode EnvSettings.read} reads one variable. */
export interface ReadOptions<T> {
  /**
   * Makes a value of the text, which is not empty and has no blanks around it, and which the variable
   * of this name holds.
   */
  readonly parse: (text: string, name: string) => Parsed<T>;
  /** The value where the variable is not set or not usable. */
  readonly fallback: () => Setting<T>;
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
  boolean(name: EnvVariableName<"boolean">): Setting<boolean>;
  /** An integer, or a duration in milliseconds. */
  number(name: EnvVariableName<"integer" | "duration">): Setting<number>;
  /** The same where nothing may be the default, such as a limit that is none. */
  numberOrNull(name: EnvVariableName<"integer" | "duration">): Setting<number | null>;
  /** One of the names that the table lists. */
  choice<N extends EnvVariableName<"enum">>(name: N): Setting<EnvVariableChoice<N>>;
  /** The names of a list, each once; none of them is `none`. */
  choices<N extends EnvVariableName<"enumList">>(
    name: N,
  ): Setting<readonly Exclude<EnvVariableChoice<N>, "none">[]>;
  /** The parts of a list, each once. */
  list(name: EnvVariableName<"list" | "patternList">): Setting<readonly string[]>;
  /** A text or a path as it is; `null` where there is none. */
  text(name: EnvVariableName<"string" | "file">): Setting<string | null>;
  /** Reads a variable in its own way; for those whose meaning depends on other ones. */
  read<T>(name: EnvVariableName, options: ReadOptions<T>): Setting<T>;
  /** Notes that a value that can be read cannot be used all the same. */
  refuse(
    name: EnvVariableName,
    problem: { readonly expected: string; readonly used: string },
  ): void;
  /** What could not be used so far, in the order of the table. */
  problems(): readonly ConfigProblem[];
  /** The names of other distributions that were used so far, in the order of the table. */
  aliases(): readonly EnvVariable[];
}

/** Options of {@linkcode createEnvSettings}. */
export interface EnvSettingsOptions {
  /**
   * Whether to read also what nothing acts on yet, as if something did.
   *
   * @default false
   */
  readonly readIneffective?: boolean;
  /**
   * The parts of lists that need no taking apart, by the name of the variable: commas in them are
   * theirs.
   *
   * @default none
   */
  readonly lists?: ReadonlyMap<string, readonly string[]>;
}

const ROWS: ReadonlyMap<string, EnvVariable> = new Map(
  ENV_VARIABLES.map((row) => [row.name, row]),
);
const ORDER = [...ROWS.keys()];
const ALIASES = Map.groupBy<string | undefined, EnvVariable>(
  ENV_VARIABLES,
  (row) => row.aliasOf,
);

/**
 * Reads the environment by the rules of the table of variables: empty is not set; what cannot be
 * used is a problem, once, and the fallback or the default is used instead. So is what nothing acts
 * on yet.
 *
 * @example Usage
 * ```ts
 * import { createEnvSettings } from "./create_env_settings.ts";
 * import assert from "node:assert/strict";
 *
 * const env: Record<string, string> = {
 *   OTEL_BSP_SCHEDULE_DELAY: "soon",
 *   OTEL_EXPORTER_OTLP_TIMEOUT: "500",
 * };
 * const settings = createEnvSettings((name) => env[name]);
 *
 * assert.equal(settings.number("OTEL_BSP_SCHEDULE_DELAY").value, 5000);
 * assert.equal(settings.problems()[0]?.setting, "OTEL_BSP_SCHEDULE_DELAY");
 * assert.equal(
 *   settings.number("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT").source,
 *   "OTEL_EXPORTER_OTLP_TIMEOUT",
 * );
 * ```
 */
export function createEnvSettings(
  readEnv: ReadEnv,
  options: EnvSettingsOptions = {},
): EnvSettings {
  const { readIneffective = false, lists } = options;
  const problems = new Map<string, ConfigProblem>();
  const aliases = new Set<EnvVariable>();

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

  /** The row that is set: the one that is asked for, or another name of it. */
  function lookUp(asked: EnvVariable): { row: EnvVariable; text: string } | undefined {
    for (const row of [asked, ...ALIASES.get(asked.name) ?? []]) {
      const text = textOf(row);
      if (text !== undefined) return { row, text };
    }
    return undefined;
  }

  function readRow<T>(asked: EnvVariable, options: ReadOptions<T>): Setting<T> {
    const { parse, fallback, describe = String } = options;
    const found = lookUp(asked);
    if (found === undefined) return fallback();
    const { row, text } = found;
    const problemOf = () => ({ setting: row.name, received: showReceived(row, text) });

    function useFallback(expected: string, reason?: string): Setting<T> {
      const instead = fallback();
      note({
        ...problemOf(),
        expected,
        used: describe(instead.value),
        ...(reason === undefined ? {} : { reason }),
      });
      return instead;
    }

    if (row.effective === false && !readIneffective) {
      return useFallback("nothing", "not supported yet");
    }
    const parsed: Parsed<T> = text === UNREADABLE
      ? { expected: "valid Unicode" }
      : parse(text, row.name);
    if (parsed.expected !== undefined && !("used" in parsed)) return useFallback(parsed.expected);
    if ("used" in parsed) note({ ...problemOf(), expected: parsed.expected, used: parsed.used });

    const { usable, refused } = readIneffective
      ? { usable: [parsed.value], refused: [] }
      : withoutNotYet(parsed.value, row.notYet);
    if (refused.length > 0) {
      const reason = `${refused.join(", ")} ${
        refused.length === 1 ? "is" : "are"
      } not supported yet`;
      if (usable.length === 0) return useFallback("something else", reason);
      note({ ...problemOf(), expected: "something else", used: String(usable[0]), reason });
    }
    if (row.name.startsWith("OTEL_PYTHON_")) aliases.add(row);
    return { value: usable[0] as T, source: row.name as SettingSource };
  }

  /** Reads a row, or the one that it falls back to, or takes the default. */
  function readChain<T>(row: EnvVariable, parse: ReadOptions<T>["parse"]): Setting<T> {
    const fallback = row.fallsBackTo === undefined
      ? (): Setting<T> => ({ value: (row.default ?? null) as T, source: "default" })
      : () => readChain(rowOf(row.fallsBackTo!), parse);
    return readRow(row, {
      parse,
      fallback,
      describe: (value) => describeUsed(row, value),
    });
  }

  function readNumber<T extends number | null>(name: string): Setting<T> {
    const row = rowOf(name);
    return readChain<T>(row, (text) => parseRowNumber(row, text) as Parsed<T>);
  }

  return {
    boolean: (name) => readChain(rowOf(name), parseBoolean),
    number: (name) => readNumber(name),
    numberOrNull: (name) => readNumber(name),
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
    list: (name) => {
      const row = rowOf(name);
      return readChain(row, (text, name) => {
        const given = lists?.get(name);
        const parts: Parsed<readonly string[]> = given === undefined
          ? parseList(text)
          : { value: given };
        return row.type === "patternList" && parts.value !== undefined
          ? parsePatternList(parts.value)
          : parts;
      });
    },
    text: (name) => readChain<string | null>(rowOf(name), (text) => ({ value: text })),
    read: (name, options) => readRow(rowOf(name), options),
    refuse: (name, problem) => {
      const { row, text } = lookUp(rowOf(name)) ?? { row: rowOf(name), text: "" };
      note({ setting: row.name, received: showReceived(row, text), ...problem });
    },
    problems: () =>
      [...problems.values()].sort((a, b) => ORDER.indexOf(a.setting) - ORDER.indexOf(b.setting)),
    aliases: () => [...aliases].sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name)),
  };
}

function rowOf(name: string): EnvVariable {
  const row = ROWS.get(name);
  if (row === undefined) throw new TypeError(`Cannot read ${name}: not in the table of variables`);
  return row;
}
