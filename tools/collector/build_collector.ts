import { dirname, join, resolve } from "node:path";
import { collectorCache, type ReadEnv } from "./collector_cache.ts";
import { isFile } from "./is_file.ts";
import { runBuildStep } from "./run_build_step.ts";

/** What {@linkcode buildCollector} works with. */
export interface BuildCollectorOptions {
  /** Absolute path of the repository. */
  readonly root: string;
  /** Reads `OTELCOL_CACHE`. */
  readonly readEnv: ReadEnv;
  /** Says what is going on, a line at a time. */
  readonly report: (line: string) => void;
  /** The Go program. @default "go" */
  readonly go?: string;
}

/**
 * Builds the Collector that `collector/builder.yaml` describes, unless it is there already.
 *
 * @see https://opentelemetry.io/docs/collector/extend/ocb/
 * @returns Absolute path of the binary
 * @throws {Error} Go is missing, or a step failed; the step's own output has said why
 */
export async function buildCollector(options: BuildCollectorOptions): Promise<string> {
  const { report, go = "go" } = options;
  const builderConfig = await Deno.readTextFile(resolve(options.root, "collector/builder.yaml"));
  const cache = collectorCache(builderConfig, { ...options, os: Deno.build.os });
  if (isFile(cache.binary)) {
    report(`The Collector ${cache.version} is up to date`);
    return cache.binary;
  }
  await requireGo(go);

  if (!isFile(cache.builder)) {
    await runBuildStep(`Installing the Collector's builder ${cache.version}`, {
      program: go,
      args: ["install", `go.opentelemetry.io/collector/cmd/builder@v${cache.version}`],
      env: { GOBIN: dirname(cache.builder) },
      report,
    });
  }

  await Deno.mkdir(cache.folder, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: cache.folder, prefix: "build-" });
  try {
    const config = join(folder, "builder.yaml");
    await Deno.writeTextFile(config, withOutputPath(builderConfig, folder));
    await runBuildStep(`Building the Collector ${cache.version}, about 5 minutes the first time`, {
      program: cache.builder,
      args: ["--config", config],
      env: {},
      report,
    });
    const name = /^[ \t]+name:[ \t]*["']?([\w.-]+)/m.exec(builderConfig)?.[1] ?? "otelcol";
    const built = [join(folder, name), join(folder, `${name}.exe`)].find(isFile);
    if (built === undefined) {
      throw new Error(`Cannot build the Collector: the builder left no ${name}`);
    }
    // Last, and in one step: whoever finds the name finds a whole binary.
    await Deno.rename(built, cache.binary);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return cache.binary;
}

async function requireGo(go: string): Promise<void> {
  try {
    const { success } = await new Deno.Command(go, {
      args: ["version"],
      stdout: "null",
      stderr: "null",
    }).output();
    if (success) return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  throw new Error(
    "Cannot build the Collector: there is no working go on PATH; " +
      "install Go from https://go.dev/doc/install",
  );
}

/** The same configuration with the folder for sources and binary; JSON's strings are YAML's too. */
function withOutputPath(builderConfig: string, folder: string): string {
  return builderConfig.replace(
    /^dist:[ \t]*$/m,
    () => `dist:\n  output_path: ${JSON.stringify(folder)}`,
  );
}
