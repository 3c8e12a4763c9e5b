import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureEntries } from "../../../cli/entries/ensure_entries.ts";
import { NPM_LIBRARIES } from "../npm_libraries.ts";
import { type Ports, scenarioProgram, STYLES } from "./scenario_app.ts";
import { SCENARIOS } from "./scenarios.ts";

/** Where the packages are: a folder of the application, or Deno's cache. */
export const LAYOUTS = ["node_modules", "global cache"] as const;

/** One way to use a library. */
export interface Cell {
  readonly layout: typeof LAYOUTS[number];
  readonly style: typeof STYLES[number];
}

/** What was seen of a library in a cell. */
export interface Seen {
  /** What its program returned. */
  readonly answer: unknown;
  /** `parent > name`, sorted. */
  readonly spans: readonly string[];
  readonly logs: number;
}

// deno-lint-ignore no-explicit-any
type Printed = Record<string, any>;

const DEADLINE_MS = 120_000;

/** The application, made once a layout: both styles are programs in its folder. */
export async function createScenarioApp(layout: Cell["layout"]): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-libraries-" });
  const versions: Record<string, string> = { "@opentelemetry/api": "1.10.0" };
  for (const { library, version } of SCENARIOS) if (version !== "") versions[library] = version;
  for (const { package: instrumentation, companion } of NPM_LIBRARIES) {
    for (const npm of [instrumentation, companion]) {
      if (npm !== undefined) versions[npm.name] = npm.version;
    }
  }
  const imports = Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [name, `npm:${name}@${version}`]),
  );
  const manifest = layout === "global cache"
    ? ["deno.json", { imports }] as const
    : ["package.json", { type: "module", dependencies: versions }] as const;
  await Deno.writeTextFile(join(folder, manifest[0]), JSON.stringify(manifest[1]));
  for (const style of STYLES) {
    await Deno.writeTextFile(join(folder, fileOf(style)), scenarioProgram(style));
  }
  await run(folder, { args: ["install", "--quiet"] });
  return folder;
}

/** Runs the programs of all libraries in one process, with `register` before it. */
export async function measureLibraries(
  folder: string,
  { style, ports }: Pick<Cell, "style"> & { readonly ports: Ports },
): Promise<ReadonlyMap<string, Seen>> {
  const register = join(fileURLToPath(await ensureEntries()), "register.js");
  const { stdout, stderr } = await run(folder, {
    args: ["run", "--quiet", "--no-prompt", "-A", `--preload=${register}`, fileOf(style)],
    env: {
      PORTS: JSON.stringify(ports),
      OTEL_TRACES_EXPORTER: "console",
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "console",
    },
  });
  const objects: Printed[] = JSON.parse(`[${stdout.trim().replaceAll("\n}\n{", "\n},\n{")}]`);
  const answers = stderr.split("\n").filter((line) => line.startsWith("answer "));
  return new Map(answers.map((line) => {
    const { library, answer } = JSON.parse(line.slice("answer ".length));
    return [library, { answer, ...traceOf(`root ${library}`, objects) }];
  }));
}

function traceOf(name: string, objects: readonly Printed[]): Pick<Seen, "spans" | "logs"> {
  const root = objects.find((object) => object["name"] === name);
  const inTrace = objects.filter((object) => traceId(object) === traceId(root));
  const names = new Map(inTrace.map((span) => [span["context"]?.span_id, span["name"]]));
  names.set(root?.["context"].span_id, "root");
  return {
    spans: inTrace.filter((object) => "kind" in object && object !== root)
      .map((span) => `${names.get(span["parent_id"]) ?? "none"} > ${span["name"]}`).sort(),
    logs: inTrace.filter((object) => object["body"] === "rolled").length,
  };
}

function traceId(object: Printed | undefined): unknown {
  return object?.["context"]?.trace_id ?? object?.["trace_id"] ?? {};
}

function fileOf(style: Cell["style"]): string {
  return style === "ESM" ? "main.mjs" : "main.cjs";
}

async function run(
  folder: string,
  { args, env = {} }: { readonly args: readonly string[]; readonly env?: Record<string, string> },
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: folder,
    env: { NO_COLOR: "1", ...env },
    signal: AbortSignal.timeout(DEADLINE_MS),
  }).output();
  const text = new TextDecoder();
  if (code !== 0) {
    throw new Error(`Cannot run deno ${args[0]}: exit code ${code}\n${text.decode(stderr)}`);
  }
  return { stdout: text.decode(stdout), stderr: text.decode(stderr) };
}
