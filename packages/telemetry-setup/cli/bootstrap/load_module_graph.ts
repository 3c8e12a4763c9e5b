import { join } from "node:path";
import type { ModuleGraph } from "./read_module_graph.ts";

/** Options of {@linkcode loadModuleGraph}. */
export interface LoadModuleGraphOptions {
  /** Folder whose configuration is used. */
  readonly folder: string;
  /** The application's lock file; it is not changed. */
  readonly denoLock?: string;
}

/** A graph may have to be fetched first. */
const DEADLINE_MS = 120_000;

/**
 * Asks Deno what an application reaches from its first module.
 *
 * @throws {Error} If Deno cannot tell, with its first line on why.
 */
export async function loadModuleGraph(
  entry: string,
  { folder, denoLock }: LoadModuleGraphOptions,
): Promise<ModuleGraph> {
  const temporary = await Deno.makeTempDir({ prefix: "otel-deno-bootstrap-" });
  try {
    const copy = join(temporary, "deno.lock");
    if (denoLock !== undefined) await Deno.copyFile(denoLock, copy);
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--quiet", denoLock ? `--lock=${copy}` : "--no-lock", entry],
      cwd: folder,
      env: { NO_COLOR: "1", NODE_OPTIONS: "" },
      signal: AbortSignal.timeout(DEADLINE_MS),
    }).output();
    const text = new TextDecoder();
    if (success) return JSON.parse(text.decode(stdout));
    const lines = text.decode(stderr).split("\n").filter((line) => line.trim() !== "");
    throw new Error(lines[0]?.replace(/^error: /, "") ?? "deno info failed");
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}
