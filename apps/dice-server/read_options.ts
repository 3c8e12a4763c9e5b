import { parseArgs } from "node:util";
import { getLogLevels, isLogLevel, type LogLevel } from "@logtape/logtape";

/** What the dice server was asked to do. */
export interface ServerOptions {
  /** Whether to print {@linkcode HELP} and do nothing else. */
  readonly help: boolean;
  /** Name or address to listen on. */
  readonly host: string;
  /** TCP port to listen on, from 0 to 65535; 0 lets the system choose. */
  readonly port: number;
  /** The lowest level that is logged. */
  readonly logLevel: LogLevel;
}

/** What `--help` prints. */
export const HELP = `Dice server: http://localhost:8080/rolldice

Usage: main.ts [options]

  -p, --port <number>      port to listen on, 0 for any free one (APPLICATION_PORT, default 8080)
      --host <name>        address to listen on (APPLICATION_HOST, default 127.0.0.1)
      --log-level <level>  debug, info, warning or error (APPLICATION_LOG_LEVEL, default info)
  -h, --help               print this and exit

An option wins over its variable; an empty variable counts as unset.
Exit codes: 1 if the server cannot listen, 2 for a wrong option or variable.
`;

const DEFAULTS: ServerOptions = {
  help: false,
  host: "127.0.0.1",
  port: 8080,
  logLevel: "info",
};

const OPTIONS = {
  port: { type: "string", short: "p" },
  host: { type: "string" },
  "log-level": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** A value that was given, and the option or variable it came from. */
interface Setting {
  readonly source: string;
  readonly value: string;
}

/**
 * Reads the server's options: command line over environment over default.
 *
 * @param args The command line, without the program.
 * @param readEnv Returns the value of an environment variable.
 * @returns The options.
 * @throws {TypeError} If an option is unknown, has no value, or has one that it cannot take.
 * @throws {RangeError} If the port is not an integer from 0 to 65535.
 *
 * @example The command line wins
 * ```ts
 * import { readOptions } from "./read_options.ts";
 * import { equal } from "node:assert/strict";
 *
 * const readEnv = (name: string) => name === "APPLICATION_PORT" ? "8081" : undefined;
 * equal(readOptions([], readEnv).port, 8081);
 * equal(readOptions(["-p", "9000"], readEnv).port, 9000);
 * ```
 */
export function readOptions(
  args: readonly string[],
  readEnv: (name: string) => string | undefined,
): ServerOptions {
  const given = readArgs(args);
  // Who asks for help may have broken settings.
  if (given.has("help")) return { ...DEFAULTS, help: true };

  const settle = (option: string, variable: string): Setting | undefined => {
    const setting = given.get(option);
    if (setting !== undefined) return setting;
    const value = readEnv(variable);
    return value ? { source: variable, value } : undefined;
  };
  return {
    help: false,
    host: parseHost(settle("host", "APPLICATION_HOST")),
    port: parsePort(settle("port", "APPLICATION_PORT")),
    logLevel: parseLogLevel(settle("log-level", "APPLICATION_LOG_LEVEL")),
  };
}

function readArgs(args: readonly string[]): Map<string, Setting> {
  // Not strict, since the messages of strict mode run over several sentences.
  const { tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    tokens: true,
  });
  const given = new Map<string, Setting>();
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") {
      throw new TypeError(
        `Cannot use argument ${JSON.stringify(token.value)}: only options are taken`,
      );
    }
    const { name, rawName, value } = token;
    if (!Object.hasOwn(OPTIONS, name)) {
      throw new TypeError(`Cannot use option ${rawName}: it is unknown, see --help`);
    }
    const takesValue = OPTIONS[name as keyof typeof OPTIONS].type === "string";
    if (takesValue && value === undefined) {
      throw new TypeError(`Cannot use option ${rawName}: its value is missing`);
    }
    if (!takesValue && value !== undefined) {
      throw new TypeError(`Cannot use option ${rawName}: it takes no value`);
    }
    given.set(name, { source: rawName, value: value ?? "" });
  }
  return given;
}

function parseHost(setting: Setting | undefined): string {
  if (setting === undefined) return DEFAULTS.host;
  if (setting.value === "") throw new TypeError(`Cannot use ${setting.source}: it is empty`);
  return setting.value;
}

function parsePort(setting: Setting | undefined): number {
  if (setting === undefined) return DEFAULTS.port;
  const port = /^\d{1,5}$/.test(setting.value) ? Number(setting.value) : NaN;
  if (port <= 65535) return port;
  throw new RangeError(`${cannotUse(setting)} is not an integer from 0 to 65535`);
}

function parseLogLevel(setting: Setting | undefined): LogLevel {
  if (setting === undefined) return DEFAULTS.logLevel;
  const level = setting.value.toLowerCase();
  if (level === "warn") return "warning";
  if (isLogLevel(level)) return level;
  throw new TypeError(`${cannotUse(setting)} is not one of ${getLogLevels().join(", ")}`);
}

function cannotUse({ source, value }: Setting): string {
  return `Cannot use ${source}: ${JSON.stringify(value)}`;
}
