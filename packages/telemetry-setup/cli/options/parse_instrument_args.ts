import { joinAlternatives } from "../../config/parse/join_alternatives.ts";
import { UsageError } from "../usage_error.ts";
import { OWN_OPTIONS, type OwnOption, VARIABLE_OPTIONS } from "./instrument_options.ts";

/** A command line of `opentelemetry-instrument`, taken apart. */
export interface InstrumentArgs {
  /** Options without a value that were given. */
  readonly own: Readonly<Partial<Record<OwnOption, boolean>>>;
  /** What the options set, by the name of the variable. */
  readonly variables: Readonly<Record<string, string>>;
  /** The command and everything behind it. */
  readonly command: readonly string[];
}

const NAMES: readonly string[] = [
  ...Object.keys(OWN_OPTIONS),
  ...VARIABLE_OPTIONS.map(({ name }) => name),
];
const VARIABLES: ReadonlyMap<string, string> = new Map(
  VARIABLE_OPTIONS.map(({ name, variable }) => [name, variable.name]),
);
const SHORT: Readonly<Record<string, OwnOption>> = { "-h": "help", "-v": "verbose" };

/**
 * Takes a command line apart: options come first, everything from the first other word on is the
 * command. Names may be in snake_case or kebab-case, and any prefix that only one option has will
 * do. Of an option that is there twice the last one counts.
 *
 * By hand: `parseArgs` of `node:util` knows none of this, and takes 5 ms to load.
 *
 * @throws {UsageError} If an option is unknown or ambiguous, or its value is missing.
 *
 * @example Usage
 * ```ts
 * import { parseInstrumentArgs } from "./parse_instrument_args.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(
 *   parseInstrumentArgs(["--traces-exporter=console", "--service", "dice", "deno", "run", "-A", "x"]),
 *   {
 *     own: {},
 *     variables: { OTEL_TRACES_EXPORTER: "console", OTEL_SERVICE_NAME: "dice" },
 *     command: ["deno", "run", "-A", "x"],
 *   },
 * );
 * ```
 */
export function parseInstrumentArgs(argv: readonly string[]): InstrumentArgs {
  const own: Partial<Record<OwnOption, boolean>> = {};
  const variables: Record<string, string> = {};
  // `deno task instrument -- …` hands its own dashes on.
  let index = argv[0] === "--" ? 1 : 0;
  for (; index < argv.length; index++) {
    const word = argv[index]!;
    if (word === "--") {
      index++;
      break;
    }
    if (!word.startsWith("-") || word === "-") break;
    const { name, value } = readOption(word);
    if (name in OWN_OPTIONS) {
      if (value !== undefined) throw new UsageError(`Cannot use ${word}: --${name} takes no value`);
      own[name as OwnOption] = true;
      continue;
    }
    const given = value ?? argv[++index];
    if (given === undefined) throw new UsageError(`Cannot use ${word}: its value is missing`);
    variables[VARIABLES.get(name)!] = given;
  }
  return { own, variables, command: argv.slice(index) };
}

function readOption(word: string): { readonly name: string; readonly value?: string } {
  const short = SHORT[word];
  if (short !== undefined) return { name: short };
  const [, written, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
  if (written === undefined) {
    throw new UsageError(`Cannot use ${word}: no such option; see --help`);
  }
  const prefix = written.toLowerCase().replaceAll("-", "_");
  const candidates = NAMES.includes(prefix)
    ? [prefix]
    : NAMES.filter((name) => name.startsWith(prefix));
  const [name] = candidates;
  if (name === undefined) {
    throw new UsageError(`Cannot use --${written}: no such option; see --help`);
  }
  if (candidates.length > 1) {
    const options = joinAlternatives(candidates.map((candidate) => `--${candidate}`));
    throw new UsageError(`Cannot use --${written}: it could be ${options}`);
  }
  return value === undefined ? { name } : { name, value };
}
