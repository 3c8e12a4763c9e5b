import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("./closed_loop.ts", import.meta.url));

/** A server on this machine, and how to load it. */
export interface ClosedLoopOptions {
  readonly port: number;
  readonly seconds: number;
  /** Path and query. */
  readonly path: string;
  /** Requests under way at once. @default {16} */
  readonly connections?: number;
}

/**
 * Sends requests as fast as they are answered, from a process of its own, with the same code as
 * {@linkcode runGenerator}.
 *
 * @returns How many were answered each second.
 * @throws {Error} If that fails.
 */
export async function runClosedLoop(
  { port, seconds, path, connections = 16 }: ClosedLoopOptions,
): Promise<number> {
  const counts = [port, seconds, connections].map(String);
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-net=127.0.0.1", PROGRAM, ...counts, path],
    stdin: "null",
    stderr: "inherit",
  }).output();
  if (code !== 0) throw new Error(`Cannot load the server: the generator ended with ${code}`);
  return Number(new TextDecoder().decode(stdout));
}
