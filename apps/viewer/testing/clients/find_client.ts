import { join } from "node:path";
import { isFile } from "../../../../tools/collector/is_file.ts";
import { repositoryRoot } from "../../../../tools/collector/repository_root.ts";

/** Programs of others that send telemetry, and how they come to where they are looked for. */
const CLIENTS = {
  python: {
    variable: "OTEL_PYTHON",
    path: ".cache/python/bin/python",
    install: "python3 -m venv .cache/python && " +
      ".cache/python/bin/pip install -r apps/viewer/testing/clients/requirements.txt",
  },
  telemetrygen: {
    variable: "TELEMETRYGEN_BIN",
    path: ".cache/telemetrygen/telemetrygen",
    install: "GOBIN=$PWD/.cache/telemetrygen go install " +
      "github.com/open-telemetry/opentelemetry-collector-contrib/cmd/telemetrygen@v0.157.0",
  },
} as const;

/**
 * Finds a client that is not ours: where its variable says, else in the repository's cache.
 *
 * @returns Its path; `undefined` where it is not there, after a line that says how to install it, or
 * where permissions to run it are missing.
 */
export function findClient(name: keyof typeof CLIENTS): string | undefined {
  const granted = (["env", "net", "read", "run", "write"] as const)
    .every((name) => Deno.permissions.querySync({ name }).state === "granted");
  if (!granted) return undefined;
  const { variable, path, install } = CLIENTS[name];
  const found = Deno.env.get(variable) || join(repositoryRoot, path);
  if (isFile(found)) return found;
  console.error(`Ignored, ${name} is not installed: run ${install}`);
  return undefined;
}
