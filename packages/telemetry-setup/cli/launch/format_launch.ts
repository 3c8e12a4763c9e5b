import type { EnvVariable } from "../../config/env_variable.ts";
import { ENV_VARIABLES } from "../../config/env_variables.ts";
import { maskValue } from "../../config/mask_value.ts";
import type { Launch } from "./plan_launch.ts";

const ROWS: ReadonlyMap<string, EnvVariable> = new Map(
  ENV_VARIABLES.map((row) => [row.name, row]),
);

/** Shows the final command with its variables, as a line for a shell; secrets are masked. */
export function formatLaunch({ program, args, env }: Launch): string {
  const unset = Object.entries(env).flatMap(([name, value]) => value === undefined ? [name] : []);
  const set = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${quote(mask(name, value))}`]
  );
  const prefix = unset.length === 0 ? [] : ["env", ...unset.flatMap((name) => ["-u", name])];
  return [...prefix, ...set, ...[program, ...args].map(quote)].join(" ");
}

function mask(name: string, value: string): string {
  const row = ROWS.get(name);
  return row === undefined ? value : maskValue(row, value);
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
