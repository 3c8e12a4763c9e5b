import { runCommand } from "./run_command.ts";

/**
 * What this machine lacks for tests that begin as a newcomer does, with a clone and `npx`, in words that
 * say what to do about it; `undefined` where there is all.
 */
export async function missingForNpx(): Promise<string | undefined> {
  if (Deno.build.os === "windows") return "Windows has no SIGTERM";
  const programs = [["git", "install git"], ["npx", "install Node.js with npm"]] as const;
  for (const [program, hint] of programs) {
    try {
      if ((await runCommand([program, "--version"])).code !== 0) return hint;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return hint;
      throw error;
    }
  }
  return undefined;
}
