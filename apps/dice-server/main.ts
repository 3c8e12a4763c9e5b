/**
 * Starts the dice server.
 *
 * Standard output stays empty (but for `--help`): the log and the ready line go to standard error.
 * Signals are left alone: the system, or the telemetry that was preloaded, ends the process.
 *
 * @module
 */

import { createApp } from "./app.ts";
import { configureLogging } from "./configure_logging.ts";
import { escapeControlCharacters } from "./escape_control_characters.ts";
import { HELP, readOptions, type ServerOptions } from "./read_options.ts";
import { writeStderr } from "./write_stderr.ts";

const EXIT_CANNOT_START = 1;
const EXIT_USAGE = 2;

/** Hosts that a browser on this machine reaches as localhost. */
const LOCAL_HOSTS: ReadonlySet<string> = new Set(["127.0.0.1", "0.0.0.0", "::1", "::"]);

if (import.meta.main) await main();

async function main(): Promise<void> {
  let options: ServerOptions;
  try {
    options = readOptions(Deno.args, (name) => Deno.env.get(name));
  } catch (error) {
    const usage = error instanceof TypeError || error instanceof RangeError;
    return fail(messageOf(error), usage ? EXIT_USAGE : EXIT_CANNOT_START);
  }
  if (options.help) return console.log(HELP.trimEnd());

  await configureLogging({
    level: options.logLevel,
    colors: Deno.stderr.isTerminal() && !Deno.noColor,
    write: writeStderr,
  });
  try {
    Deno.serve({ hostname: options.host, port: options.port, onListen }, createApp().fetch);
  } catch (error) {
    const { host, port } = options;
    const reason = error instanceof Deno.errors.AddrInUse ? "already in use" : messageOf(error);
    return fail(`Cannot listen on ${host}:${port}: ${reason}`, EXIT_CANNOT_START);
  }
}

function onListen({ hostname, port }: Deno.NetAddr): void {
  const bracketed = hostname.includes(":") ? `[${hostname}]` : hostname;
  const host = LOCAL_HOSTS.has(hostname) ? "localhost" : bracketed;
  writeStderr(`dice-server is ready on http://${host}:${port}/rolldice\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fail(message: string, exitCode: number): never {
  writeStderr(`${escapeControlCharacters(message)}\n`);
  Deno.exit(exitCode);
}
