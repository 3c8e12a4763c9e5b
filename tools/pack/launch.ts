// In a tarball this is bin/launch.js: npm's launchers start Node, and the commands need Deno.
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** Signals that are handed on to the command, where the system has them. */
const HANDED_ON: readonly NodeJS.Signals[] = process.platform === "win32"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR2"];
/** A terminal sends these to the command itself, too. */
const FROM_TERMINAL: ReadonlySet<NodeJS.Signals> = new Set(["SIGINT", "SIGQUIT", "SIGBREAK"]);

/**
 * Runs a command of this package: in this process where that is Deno, else with the Deno on PATH or
 * of the npm package `deno`. Input, output, exit code and signals are the command's.
 *
 * @param name What the user calls it, for messages.
 * @param options Its module, and what it may do.
 */
export async function launch(
  name: string,
  options: { readonly module: URL; readonly permissions: readonly string[] },
): Promise<void> {
  const { module, permissions } = options;
  if ("Deno" in globalThis) {
    await import(module.href);
    return;
  }
  const deno = findDeno();
  if (deno === undefined) {
    console.error(
      `${name}: Cannot run: there is no deno; install it with "npm install deno" or from https://deno.com`,
    );
    process.exitCode = 127;
    return;
  }
  const [program = "", ...before] = deno;
  const path = fileURLToPath(module);
  // Nothing of the application's folder is the command's: it is one file with everything in it.
  const flags = ["run", "--no-config", "--no-lock", ...permissions];
  const child = spawn(program, [...before, ...flags, path, ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  const hasTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  for (const signal of HANDED_ON) {
    process.on(signal, () => {
      if (!hasTerminal || !FROM_TERMINAL.has(signal)) child.kill(signal);
    });
  }
  child.on("error", ({ message }) => {
    console.error(`${name}: Cannot run ${program}: ${message}`);
    process.exitCode = 126;
  });
  child.on("exit", (code, signal) => {
    for (const one of HANDED_ON) process.removeAllListeners(one);
    if (signal !== null) process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
}

/** Program and first arguments. */
function findDeno(): readonly string[] | undefined {
  const file = process.platform === "win32" ? "deno.exe" : "deno";
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, file);
    try {
      accessSync(path, constants.X_OK);
      return [path];
    } catch {
      // Not there.
    }
  }
  try {
    return [process.execPath, createRequire(import.meta.url).resolve("deno/bin.cjs")];
  } catch {
    return undefined;
  }
}
