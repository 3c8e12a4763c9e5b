/** The permissions that `main.ts` needs on its default host, and no others. */
const PERMISSIONS = [
  "--allow-net=127.0.0.1",
  "--allow-env=APPLICATION_PORT,APPLICATION_HOST,APPLICATION_LOG_LEVEL",
] as const;

/** Options for {@linkcode runDiceServer}. */
export interface RunOptions {
  /** The server's own options. */
  readonly args?: readonly string[];
  /** Variables over the test's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Permission flags in place of those that it needs. */
  readonly permissions?: readonly string[];
}

/**
 * Makes the command that runs `main.ts` with piped output.
 *
 * @param options Command line, environment and permissions.
 * @returns The command, not yet started.
 */
export function runDiceServer(options: RunOptions = {}): Deno.Command {
  const main = new URL("../main.ts", import.meta.url).href;
  const permissions = options.permissions ?? PERMISSIONS;
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...permissions, main, ...options.args ?? []],
    // Empty counts as unset: the settings of who runs the tests do not reach the server.
    env: { APPLICATION_PORT: "", APPLICATION_HOST: "", APPLICATION_LOG_LEVEL: "", ...options.env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}
