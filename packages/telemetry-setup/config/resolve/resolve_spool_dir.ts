import type { EnvSettings } from "../create_env_settings.ts";
import type { Setting } from "../sourced.ts";

/**
 * Resolves the folder that keeps what could not be sent: as the user has it, otherwise what
 * `instrument` has found. `none`, in any case, is no folder.
 */
export function resolveSpoolDir(settings: EnvSettings): Setting<string | null> {
  const read = (
    name: "OTEL_DENO_SPOOL_DIR" | "OTEL_DENO_DEFAULT_SPOOL_DIR",
    fallback: () => Setting<string | null>,
  ) =>
    settings.read<string | null>(name, {
      parse: (text) => ({ value: text.toLowerCase() === "none" ? null : text }),
      fallback,
      describe: (value) => value ?? "none",
    });
  return read(
    "OTEL_DENO_SPOOL_DIR",
    () => read("OTEL_DENO_DEFAULT_SPOOL_DIR", () => ({ value: null, source: "default" })),
  );
}
