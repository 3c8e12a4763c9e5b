import { readEnv } from "../../config/read_env.ts";
import manifest from "../../deno.json" with { type: "json" };
import { checkVariables } from "../options/check_variables.ts";
import { formatHelp } from "../options/format_help.ts";
import { parseInstrumentArgs } from "../options/parse_instrument_args.ts";
import { UsageError } from "../usage_error.ts";
import { writeText } from "../write_text.ts";
import { defaultSpoolDir } from "./default_spool_dir.ts";
import { fileExists } from "./file_exists.ts";
import { findProgram } from "./find_program.ts";
import { formatLaunch } from "./format_launch.ts";
import { needsOf } from "./needs_of.ts";
import { planLaunch } from "./plan_launch.ts";
import { replaceProcess } from "./replace_process.ts";
import { runChild } from "./run_child.ts";

/**
 * Does what the command line of `opentelemetry-instrument` asks for, and ends the process as the
 * command does, or with what its own failure is worth. Runs from a bundle that lies beside the
 * entries.
 *
 * @param argv The arguments of `opentelemetry-instrument`.
 */
export async function runInstrument(argv: readonly string[]): Promise<void> {
  try {
    await run(argv);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    writeText(Deno.stderr, `opentelemetry-instrument: ${message}\n`);
    Deno.exit(error instanceof UsageError ? error.exitCode : 1);
  }
}

async function run(argv: readonly string[]): Promise<void> {
  const { own, variables, command } = parseInstrumentArgs(argv);
  if (own.help) return writeText(Deno.stdout, formatHelp());
  if (own.version) return writeText(Deno.stdout, `opentelemetry-instrument ${manifest.version}\n`);
  const given = (name: string) => variables[name] ?? readEnv(name);
  const spoolDir = defaultSpoolDir(given, { os: Deno.build.os });
  const env = (name: string) => name === "OTEL_DENO_DEFAULT_SPOOL_DIR" ? spoolDir : given(name);
  checkVariables(variables, env);

  const nodeOptions = readEnv("NODE_OPTIONS");
  const path = readEnv("PATH") ?? "";
  const launch = planLaunch(command, {
    deno: Deno.execPath(),
    cwd: Deno.cwd(),
    exists: fileExists,
    entries: import.meta.dirname!,
    needs: () => needsOf(env),
    variables,
    // Everything below one command belongs together, another `instrument` included.
    runId: readEnv("OTEL_DENO_RUN_ID") || crypto.randomUUID(),
    ...(spoolDir === undefined ? {} : { spoolDir }),
    augment: env("OTEL_DENO_MODE")?.trim().toLowerCase() === "augment",
    ...(nodeOptions === undefined ? {} : { nodeOptions }),
    // It is a script for a shell.
    ...(Deno.build.os === "windows" ? {} : { path }),
    readText,
  });
  const program = findProgram(launch.program, path);
  if (own.dry_run) return writeText(Deno.stdout, `${formatLaunch(launch)}\n`);
  if (own.verbose) writeText(Deno.stderr, `otel-deno: info: ${formatLaunch(launch)}\n`);
  if (launch.warning !== undefined) {
    writeText(Deno.stderr, `otel-deno: warning: ${launch.warning}\n`);
  }
  replaceProcess(program, launch);
  await runChild(program, launch);
}

function readText(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return undefined;
  }
}
