import { resolve } from "node:path";
import { collectorCache, type ReadEnv } from "./collector_cache.ts";
import { isFile } from "./is_file.ts";

/** Where {@linkcode findCollectorBinary} looks. */
export interface FindCollectorBinaryOptions {
  /** Absolute path of the repository. */
  readonly root: string;
  /** Reads `OTELCOL_BIN` (a Collector to use instead) and `OTELCOL_CACHE`. */
  readonly readEnv: ReadEnv;
}

/**
 * Finds the Collector that was built from the repository's present `builder.yaml`, or the one that
 * `OTELCOL_BIN` names.
 *
 * @returns Its absolute path, or `undefined` when it has not been built
 * @throws {Deno.errors.NotFound} `OTELCOL_BIN` names no file
 */
export function findCollectorBinary(options: FindCollectorBinaryOptions): string | undefined {
  const named = options.readEnv("OTELCOL_BIN");
  if (named) {
    const binary = resolve(named);
    if (!isFile(binary)) {
      throw new Deno.errors.NotFound(
        `Cannot use OTELCOL_BIN: there is no file ${binary}`,
      );
    }
    return binary;
  }
  const builderConfig = Deno.readTextFileSync(resolve(options.root, "collector/builder.yaml"));
  const { binary } = collectorCache(builderConfig, { ...options, os: Deno.build.os });
  return isFile(binary) ? binary : undefined;
}
