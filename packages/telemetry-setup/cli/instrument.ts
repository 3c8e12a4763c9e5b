/**
 * `opentelemetry-instrument [options] COMMAND [ARGS…]`: runs a command with telemetry in front of it.
 *
 * ```sh
 * deno task instrument --traces_exporter console deno run --allow-net apps/dice-server/main.ts
 * ```
 *
 * @module
 */
import { readEnv } from "../config/read_env.ts";
import manifest from "../deno.json" with { type: "json" };
import { ensureEntries } from "./entries/ensure_entries.ts";
import { fileExists } from "./launch/file_exists.ts";
import { findProgram } from "./launch/find_program.ts";
import { formatLaunch } from "./launch/format_launch.ts";
import { planLaunch } from "./launch/plan_launch.ts";
import { receiversOf } from "./launch/receivers_of.ts";
import { replaceProcess } from "./launch/replace_process.ts";
import { runChild } from "./launch/run_child.ts";
import { checkVariables } from "./options/check_variables.ts";
import { formatHelp } from "./options/format_help.ts";
import { parseInstrumentArgs } from "./options/parse_instrument_args.ts";
import { UsageError } from "./usage_error.ts";
import { writeText } from "./write_text.ts";

async function instrument(argv: readonly string[]): Promise<void> {
  const { own, variables, command } = parseInstrumentArgs(argv);
  if (own.help) return writeText(Deno.stdout, formatHelp());
  if (own.version) return writeText(Deno.stdout, `opentelemetry-instrument ${manifest.version}\n`);
  const env = (name: string) => variables[name] ?? readEnv(name);
  checkVariables(variables, env);

  const nodeOptions = readEnv("NODE_OPTIONS");
  const launch = planLaunch(command, {
    deno: Deno.execPath(),
    cwd: Deno.cwd(),
    exists: fileExists,
    entries: await ensureEntries(),
    receivers: receiversOf(env),
    variables,
    // Everything below one command belongs together, another `instrument` included.
    runId: readEnv("OTEL_DENO_RUN_ID") || crypto.randomUUID(),
    augment: env("OTEL_DENO_MODE")?.trim().toLowerCase() === "augment",
    ...(nodeOptions === undefined ? {} : { nodeOptions }),
  });
  const program = findProgram(launch.program, readEnv("PATH") ?? "");
  if (own.dry_run) return writeText(Deno.stdout, `${formatLaunch(launch)}\n`);
  if (own.verbose) writeText(Deno.stderr, `otel-deno: info: ${formatLaunch(launch)}\n`);
  if (launch.warning !== undefined) {
    writeText(Deno.stderr, `otel-deno: warning: ${launch.warning}\n`);
  }
  replaceProcess(program, launch);
  await runChild(program, launch);
}

try {
  await instrument(Deno.args);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  writeText(Deno.stderr, `opentelemetry-instrument: ${message}\n`);
  Deno.exit(error instanceof UsageError ? error.exitCode : 1);
}
