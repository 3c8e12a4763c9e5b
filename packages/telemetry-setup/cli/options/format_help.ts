import type { EnvVariable } from "../../config/env_variable.ts";
import { OWN_OPTIONS, VARIABLE_OPTIONS } from "./instrument_options.ts";

const INTRODUCTION = `Usage: opentelemetry-instrument [options] COMMAND [ARGS…]

Runs COMMAND with OpenTelemetry in front of it: traces, metrics and logs of an unchanged
application. COMMAND is deno run, deno serve, deno test or deno task with its arguments, a .ts or
.js file, or anything that starts Deno further down. Options come before COMMAND; each sets the
variable behind it, for COMMAND only. Names may be shortened, and - stands for _ as well.`;

/** Makes the text of `--help`, from the table of variables. */
export function formatHelp(): string {
  const own = Object.entries(OWN_OPTIONS).map(([name, description]) =>
    `  --${name.replaceAll("_", "-")}\n      ${description}`
  );
  const variables = VARIABLE_OPTIONS.map(({ name, variable }) =>
    [
      `  --${name} ${placeholder(variable)}`,
      `      ${variable.description}`,
      `      ${[defaultOf(variable), variable.name].filter((part) => part !== "").join("; ")}`,
    ].join("\n")
  );
  return [INTRODUCTION, "Options:", ...own, "Settings:", ...variables].join("\n\n") + "\n";
}

function placeholder({ type, values = [] }: EnvVariable): string {
  if (type === "enum") return `{${values.join(",")}}`;
  if (type === "enumList") return `{${values.join(",")}}[,…]`;
  return {
    boolean: "{true,false}",
    integer: "NUMBER",
    duration: "MILLISECONDS",
    string: "TEXT",
    keyValueList: "KEY=VALUE[,…]",
    url: "URL",
    file: "PATH",
    list: "ITEM[,…]",
    patternList: "REGEXP[,…]",
  }[type];
}

function defaultOf(variable: EnvVariable): string {
  if (variable.defaultText !== undefined) return `default: ${variable.defaultText}`;
  if (variable.default !== undefined) return `default: ${variable.default}`;
  return variable.fallsBackTo === undefined ? "" : `default: that of ${variable.fallsBackTo}`;
}
