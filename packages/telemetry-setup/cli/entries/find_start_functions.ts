import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FunctionRange } from "./compile_early.ts";

/** What V8 tells of a module, as `deno run --coverage` keeps it. */
interface ModuleCoverage {
  readonly url: string;
  readonly functions: readonly {
    /** The first is that of the whole function. */
    readonly ranges: readonly {
      readonly startOffset: number;
      readonly endOffset: number;
      readonly count: number;
    }[];
  }[];
}

/** Most applications write a line as they start. */
const APPLICATION = 'console.log("started");\n';

/** Options of {@linkcode findStartFunctions}. */
export interface FindStartFunctionsOptions {
  /** An empty folder, or one that is still to be made, for what is made meanwhile. */
  readonly folder: string;
  /** Text of a module that is run in place of the application, and loads the bundle itself. */
  readonly runner?: string;
}

/**
 * Runs a bundle in front of an application that writes a line, and finds out which of its functions
 * are called from the start of the process to its end. Telemetry is as it is without any variable,
 * but nothing is sent. That takes 0.3 seconds.
 *
 * @param bundle Path of the bundle.
 * @throws {Error} If it cannot be run.
 */
export async function findStartFunctions(
  bundle: string,
  { folder, runner }: FindStartFunctionsOptions,
): Promise<readonly FunctionRange[]> {
  const application = join(folder, "application.js");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(application, runner ?? APPLICATION);
  const coverage = join(folder, "coverage");
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-config", "--no-lock", "--no-remote", "--allow-all"],
      `--coverage=${coverage}`,
      ...runner === undefined ? [`--preload=${bundle}`] : [],
      application,
    ],
    cwd: folder,
    clearEnv: true,
    env: {
      DENO_DIR: join(folder, "deno"),
      NO_COLOR: "1",
      // Nobody is there, and the end of the process waits for nobody.
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9",
      OTEL_DENO_EXIT_TIMEOUT: "1",
    },
    stdout: "null",
  }).output();
  const url = pathToFileURL(bundle).href;
  const modules = success ? await readCoverage(coverage) : [];
  const functions = modules.find((module) => module.url === url)?.functions;
  if (functions === undefined) {
    const [line = "no reason"] = new TextDecoder().decode(stderr).split("\n");
    throw new Error(`Cannot find out which functions run at start: ${line}`);
  }
  // The first is the module itself.
  return functions.slice(1).flatMap(({ ranges: [range] }) =>
    range === undefined || range.count === 0
      ? []
      : [{ start: range.startOffset, end: range.endOffset }]
  );
}

async function readCoverage(folder: string): Promise<readonly ModuleCoverage[]> {
  const texts: Promise<string>[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (name.endsWith(".json")) texts.push(Deno.readTextFile(join(folder, name)));
  }
  return (await Promise.all(texts)).map((text) => JSON.parse(text));
}
