import { join } from "node:path";
import type { CollectorConfiguration } from "./find_configurations.ts";

/** What {@linkcode validateConfiguration} works with. */
export interface ValidateConfigurationOptions {
  /** The repository's `collector` folder, absolute. */
  readonly folder: string;
  /** The Collector. */
  readonly binary: string;
}

/**
 * Asks the real Collector whether it would start with a configuration; nothing is started.
 *
 * @returns What is wrong, in the Collector's words; `undefined` when nothing is
 */
export async function validateConfiguration(
  { paths }: CollectorConfiguration,
  { folder, binary }: ValidateConfigurationOptions,
): Promise<string | undefined> {
  const { success, stderr } = await new Deno.Command(binary, {
    args: ["validate", ...paths.flatMap((path) => ["--config", join(folder, path)])],
    stdin: "null",
    stdout: "null",
  }).output();
  return success ? undefined : new TextDecoder().decode(stderr).trim();
}
