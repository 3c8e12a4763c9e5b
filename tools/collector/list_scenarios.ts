import { join } from "node:path";
import { isFile } from "./is_file.ts";

/**
 * Names of the Collector scenarios, in order: the folders that hold an `otel-collector-config.yaml`.
 *
 * @param folder The repository's `collector` folder
 */
export function listScenarios(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)]
    .filter((entry) => entry.isDirectory)
    .map((entry) => entry.name)
    .filter((name) => isFile(join(folder, name, "otel-collector-config.yaml")))
    .sort();
}
