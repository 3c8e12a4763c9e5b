import { fileURLToPath } from "node:url";
import type { Load } from "./load_generator.ts";

const GENERATOR = fileURLToPath(new URL("./load_generator.ts", import.meta.url));

/** What {@linkcode runGenerator} sends. */
export interface GeneratorOptions {
  /** Of a server on this machine. */
  readonly port: number;
  /** Requests a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Path and query. */
  readonly path: string;
}

/**
 * Sends requests at a fixed rate, from a process of its own.
 *
 * @throws {Error} If that fails: also where not all of them are answered with 200.
 */
export async function runGenerator(
  { port, rate, seconds, path }: GeneratorOptions,
): Promise<Load> {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-net=127.0.0.1", GENERATOR, ...[port, rate, seconds].map(String), path],
    stdin: "null",
    stderr: "inherit",
  }).output();
  if (code !== 0) throw new Error("Cannot measure: the load generator failed");
  return JSON.parse(new TextDecoder().decode(stdout));
}
