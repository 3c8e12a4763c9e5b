/**
 * Runs a program and says whether it ended with success.
 *
 * @returns `false` also when there is no such program or it took too long
 */
export type TryProgram = (program: string, args: readonly string[]) => Promise<boolean>;

/**
 * Whether `docker compose` can start a container here: its command line is installed, the compose
 * plugin too, and an engine answers.
 *
 * @param tryProgram Replaces real programs in tests
 */
export async function hasDockerEngine(tryProgram: TryProgram = tryRealProgram): Promise<boolean> {
  return await tryProgram("docker", ["compose", "version"]) &&
    await tryProgram("docker", ["info"]);
}

async function tryRealProgram(program: string, args: readonly string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(program, {
      args: [...args],
      stdin: "null",
      stdout: "null",
      stderr: "null",
      // A context that points at a machine out of reach makes `docker info` hang.
      signal: AbortSignal.timeout(5_000),
    }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) {
      return false;
    }
    throw error;
  }
}
