/**
 * `opentelemetry-explain [--all] [--json] [--as-config-file]`: prints every setting with its value,
 * where it comes from and its default; or a configuration file that asks for the same. Secrets are
 * masked; a configuration file names the variables that hold them.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { loadConfig } from "../config/load_config.ts";
import { readEnv } from "../config/read_env.ts";
import { describeLeftOut } from "./settings/describe_left_out.ts";
import { describeMisuse } from "./options/describe_misuse.ts";
import { explainSettings } from "./settings/explain_settings.ts";
import { formatSettings } from "./settings/format_settings.ts";
import { toConfigFile } from "./settings/to_config_file.ts";
import { UsageError } from "./usage_error.ts";
import { writeText } from "./write_text.ts";

const USAGE = `Usage: opentelemetry-explain [--all] [--json] [--as-config-file]

Prints the settings that somebody has made: value, where it comes from, default. Secrets are masked.

  --all             Print the settings that have their default, too
  --json            Print all settings for programs
  --as-config-file  Print a configuration file (YAML) that asks for the same as the environment;
                    secrets stay there, the file names their variables

The exit code is 1 where no telemetry starts with these settings, as with a configuration file that
cannot be used, or with any bad setting where OTEL_DENO_STRICT is true; 2 for a wrong argument.
`;

/** What is printed, and the exit code. */
async function explain(args: readonly string[]): Promise<readonly [text: string, code: number]> {
  const { all, json, help, file } = readOptions(args);
  if (help) return [USAGE, 0];
  if (file) return [await formatConfigFile(), 0];
  const explanation = explainSettings(readEnv);
  const text = json
    ? `${JSON.stringify(explanation, null, 2)}\n`
    : formatSettings(explanation, { all });
  return [text, explanation.usable ? 0 : 1];
}

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: args.filter((word) => word !== "--"),
      options: {
        all: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        "as-config-file": { type: "boolean", default: false },
        help: { type: "boolean", default: false, short: "h" },
      },
    });
    return { ...values, file: values["as-config-file"] };
  } catch {
    throw new UsageError(describeMisuse(args, {
      known: ["--all", "--json", "--as-config-file", "--help", "-h"],
      otherwise: "Cannot use an argument: there are options only",
    }));
  }
}

async function formatConfigFile(): Promise<string> {
  const path = readEnv("OTEL_CONFIG_FILE")?.trim() ?? "";
  if (path !== "") {
    throw new UsageError(`Cannot make a configuration file: ${path} is one already`);
  }
  const resolved = loadConfig(readEnv);
  const [line] = resolved.error?.lines ?? [];
  if (line !== undefined) throw new Error(line);
  const { stringify } = await import("yaml");
  const remarks = describeLeftOut(resolved).map((line) => `# ${line}\n`);
  return remarks.join("") + stringify(toConfigFile(resolved, readEnv), { lineWidth: 0 });
}

try {
  const [text, code] = await explain(Deno.args);
  writeText(Deno.stdout, text);
  if (code !== 0) Deno.exit(code);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  writeText(Deno.stderr, `opentelemetry-explain: ${message}\n`);
  Deno.exit(error instanceof UsageError ? error.exitCode : 1);
}
