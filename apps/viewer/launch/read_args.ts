import { parseArgs } from "node:util";

/** The options that a command takes, by their names. */
export type OptionTable = Readonly<
  Record<
    string,
    { readonly type: "string" | "boolean"; readonly short?: string; readonly multiple?: boolean }
  >
>;

/** What was given: values by the options' names, and what is no option. */
export interface GivenArgs {
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

/**
 * Reads a command line. Of an option that is there twice the last one counts, unless it may be.
 *
 * @throws {TypeError} If an option is unknown, has no value, or has one that it cannot take.
 *
 * @example
 * ```ts
 * import { readArgs } from "./read_args.ts";
 * import { deepEqual } from "node:assert/strict";
 *
 * const { options } = readArgs(["--port=1", "--port", "2"], { port: { type: "string" } });
 * deepEqual([...options], [["port", ["2"]]]);
 * ```
 */
export function readArgs(args: readonly string[], table: OptionTable): GivenArgs {
  // Not strict, since the messages of strict mode run over several sentences.
  const { tokens } = parseArgs({ args: [...args], options: table, strict: false, tokens: true });
  const options = new Map<string, readonly string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") {
      positionals.push(token.value);
      continue;
    }
    const { name, rawName, value } = token;
    const option = Object.hasOwn(table, name) ? table[name] : undefined;
    if (option === undefined) {
      throw new TypeError(`Cannot use option ${rawName}: it is unknown, see --help`);
    }
    if (option.type === "string" && (value === undefined || value === "")) {
      throw new TypeError(`Cannot use option ${rawName}: its value is missing`);
    }
    if (option.type === "boolean" && value !== undefined) {
      throw new TypeError(`Cannot use option ${rawName}: it takes no value`);
    }
    const before = option.multiple === true ? options.get(name) ?? [] : [];
    options.set(name, [...before, value ?? ""]);
  }
  return { options, positionals };
}
