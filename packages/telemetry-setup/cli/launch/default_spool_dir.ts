import type { ReadEnv } from "../../config/read_env.ts";

/** What {@linkcode defaultSpoolDir} has to know of the machine. */
export interface DefaultSpoolDirOptions {
  readonly os: typeof Deno.build.os;
}

/** Where a system keeps the state of a user's programs, from the variable's value on. */
const STATE_FOLDERS = {
  linux: ["HOME", ".local/state"],
  darwin: ["HOME", "Library/Application Support"],
  windows: ["LOCALAPPDATA", ""],
} as const;

/**
 * Finds the folder that keeps what cannot be sent, where the user names none: below the user's folder
 * of state, which XDG_STATE_HOME names on every system, otherwise where the system has it.
 *
 * @returns `undefined` where the user has chosen, or has no such folder.
 * @see {@link https://specifications.freedesktop.org/basedir-spec/latest/}
 *
 * @example Usage
 * ```ts
 * import { defaultSpoolDir } from "./default_spool_dir.ts";
 * import assert from "node:assert/strict";
 *
 * const env: Record<string, string> = { HOME: "/home/me" };
 * assert.equal(
 *   defaultSpoolDir((name) => env[name], { os: "linux" }),
 *   "/home/me/.local/state/otel-deno/spool",
 * );
 * ```
 */
export function defaultSpoolDir(
  readEnv: ReadEnv,
  { os }: DefaultSpoolDirOptions,
): string | undefined {
  const valueOf = (name: string) => readEnv(name)?.trim() || undefined;
  if (valueOf("OTEL_DENO_SPOOL_DIR") !== undefined) return undefined;
  // Another `instrument` further up has chosen already.
  const chosen = valueOf("OTEL_DENO_DEFAULT_SPOOL_DIR");
  if (chosen !== undefined) return chosen;
  const [variable, folder] = os in STATE_FOLDERS
    ? STATE_FOLDERS[os as keyof typeof STATE_FOLDERS]
    : STATE_FOLDERS.linux;
  const state = absolute(valueOf("XDG_STATE_HOME"));
  const home = absolute(valueOf(variable));
  if (state === undefined && home === undefined) return undefined;
  const separator = os === "windows" ? "\\" : "/";
  return [...state === undefined ? [home, folder] : [state], "otel-deno", "spool"]
    .filter((part) => part !== "")
    .join(separator);
}

/** By the specification of XDG a path that is relative is to be ignored. */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && /^(\/|[A-Za-z]:[\\/])/.test(path)
    ? path.replace(/(?<=.)[\\/]+$/, "")
    : undefined;
}
