import { join } from "node:path";

/**
 * Finds telemetrygen: the file that `TELEMETRYGEN_BIN` names, else one on PATH.
 * `go install github.com/open-telemetry/opentelemetry-collector-contrib/cmd/telemetrygen@v0.157.0` makes it.
 */
export function findTelemetrygen(
  { readEnv, isFile }: {
    readonly readEnv: (name: string) => string | undefined;
    readonly isFile: (path: string) => boolean;
  },
): string | undefined {
  const named = readEnv("TELEMETRYGEN_BIN");
  if (named) return named;
  const folders = (readEnv("PATH") ?? "").split(":").filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, "telemetrygen")).find(isFile);
}
