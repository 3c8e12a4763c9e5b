import type { ConfigurationModel } from "@opentelemetry/configuration";
import type { OtelDenoModel } from "../../../config/otel_deno_model.ts";
import type { ReadEnv } from "../../../config/read_env.ts";
import { defaultSpoolDir, type DefaultSpoolDirOptions } from "../../launch/default_spool_dir.ts";

/**
 * Finds the spool folder that is meant: the one that the configuration names, otherwise the one that
 * `opentelemetry-instrument` would give to an application.
 */
export function findSpoolFolder(
  config: ConfigurationModel,
  readEnv: ReadEnv,
  options: DefaultSpoolDirOptions,
): string | undefined {
  const own = config.distribution?.otel_deno as Partial<OtelDenoModel> | undefined;
  const folder = own?.spool_dir ?? defaultSpoolDir(readEnv, options);
  return folder?.toLowerCase() === "none" ? undefined : folder;
}
