/** The subcommands that run an application. */
export const INSTRUMENTED = ["run", "serve", "test", "task"] as const;

/** A command line of Deno, as far as it matters where telemetry goes. */
export interface DenoCommand {
  /** `run` also where it is left out. */
  readonly subcommand: string;
  /** Deno's own options, those before the subcommand included. */
  readonly flags: readonly string[];
  /** What the subcommand is about, and everything behind it: the module and its arguments. */
  readonly rest: readonly string[];
}

/** Options of `run`, `serve` and `test` whose value may be the next word. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  "-c",
  "--config",
  "--import-map",
  "--ext",
  "--node-modules-linker",
  "--cert",
  "--min-dep-age",
  "--location",
  "--seed",
  "--preload",
  "--require",
  "--import",
  "--conditions",
  "--watch-exclude",
  "--port",
  "--host",
  "--filter",
  "--reporter",
  "--junit-path",
  "--retry",
  "--repeats",
  "--shard",
  "--coverage-threshold",
  "-L",
  "--log-level",
]);

/** Names of subcommands, to tell `deno fmt` from a file without an ending. */
const OTHER_SUBCOMMANDS: ReadonlySet<string> = new Set(
  ("add approve-scripts audit bench bundle cache check ci clean compile completions coverage " +
    "create deploy doc eval fmt help i info init install jupyter lint lsp outdated publish remove " +
    "repl rm sandbox types uninstall update upgrade vendor x")
    .split(" "),
);

/**
 * Takes the words behind `deno` apart.
 *
 * @example Usage
 * ```ts
 * import { parseDenoCommand } from "./parse_deno_command.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(parseDenoCommand(["run", "-A", "-c", "deno.json", "main.ts", "--port", "1"]), {
 *   subcommand: "run",
 *   flags: ["-A", "-c", "deno.json"],
 *   rest: ["main.ts", "--port", "1"],
 * });
 * assert.equal(parseDenoCommand(["-q", "main.ts"]).subcommand, "run");
 * ```
 */
export function parseDenoCommand(args: readonly string[]): DenoCommand {
  const flags: string[] = [];
  let subcommand: string | undefined;
  let index = 0;
  for (; index < args.length; index++) {
    const word = args[index]!;
    if (word.startsWith("-") && word !== "-") {
      flags.push(word);
      if (word === "--") {
        index++;
        break;
      }
      if (WITH_VALUE.has(word) && index + 1 < args.length) flags.push(args[++index]!);
      continue;
    }
    if (subcommand !== undefined) break;
    if (!(INSTRUMENTED as readonly string[]).includes(word) && !OTHER_SUBCOMMANDS.has(word)) break;
    subcommand = word;
    // The words behind a task are the task's.
    if (word === "task") {
      index++;
      break;
    }
  }
  const asksOnly = flags.some((flag) => /^(-h|--help|-V|--version)/.test(flag));
  return {
    subcommand: subcommand ?? (index < args.length ? "run" : asksOnly ? "help" : "repl"),
    flags,
    rest: args.slice(index),
  };
}
