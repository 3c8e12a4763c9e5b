import { dirname } from "node:path";
import rootManifest from "../../../../deno.json" with { type: "json" };
import otlpManifest from "../../../otlp/deno.json" with { type: "json" };

/** An application, as its own folder with its own configuration. */
export interface App {
  /** Text by file name. */
  readonly files: Readonly<Record<string, string>>;
  /** @default "main.ts" */
  readonly main?: string;
  /** Whether telemetry is started before it. @default true */
  readonly preload?: boolean;
  /** Entries of its import map, beside those that telemetry itself needs. */
  readonly imports?: Readonly<Record<string, string>>;
  /** Permission and other flags. @default loopback, environment and system information */
  readonly flags?: readonly string[];
  /** What the application is called with. @default nothing */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether all of standard output must be objects of the exporters. @default true */
  readonly parse?: boolean;
}

/** One object that the console exporters printed. */
// deno-lint-ignore no-explicit-any
export type Printed = Record<string, any>;

/** What came of a run. */
export interface AppRun {
  readonly code: number;
  /** Every object on standard output. */
  readonly printed: readonly Printed[];
  readonly spans: readonly Printed[];
  readonly logs: readonly Printed[];
  readonly stdout: string;
  /** Without the line that says what was started. */
  readonly stderr: string;
}

/** No permission to read or write anything. */
export const DEFAULT_FLAGS: readonly string[] = [
  "--allow-net=127.0.0.1",
  "--allow-env",
  "--allow-sys",
];

/** An application that has not ended by then is ended, and the test fails by its exit code. */
const DEADLINE_MS = 60_000;

const REGISTER = new URL("../../register.ts", import.meta.url).href;

/** What `register.ts` imports of npm's; the rest of the workspace's imports are for tests and tools. */
export const NPM_IMPORTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(rootManifest.imports).filter(([name]) =>
    /^@opentelemetry\/(?!sdk-node|exporter-|otlp-transformer)|^(strip-json-comments|pathe)$/
      .test(name)
  ),
);

const START_LINE = /^otel-deno \d\S*: .* → .*\n/m;

/** What `register.ts` imports: an application gets it with the package, this checkout's from here. */
export const TELEMETRY_IMPORTS: Readonly<Record<string, string>> = {
  ...NPM_IMPORTS,
  ...Object.fromEntries(
    Object.entries(otlpManifest.exports).map(([entry, path]) => [
      otlpManifest.name + entry.slice(1),
      new URL(path, new URL("../../../otlp/", import.meta.url)).href,
    ]),
  ),
};

/** Runs the application with `register.ts` before it, all signals to the console. */
export async function runApp(app: App): Promise<AppRun> {
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-app-" });
  try {
    for (const [name, text] of Object.entries(app.files)) {
      await Deno.mkdir(dirname(`${folder}/${name}`), { recursive: true });
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    if (app.files["deno.json"] === undefined) {
      const imports = { ...TELEMETRY_IMPORTS, ...app.imports };
      await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ imports }));
    }
    return await runMain(folder, app);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs an application of a folder that is there already. */
export async function runMain(
  folder: string,
  { main = "main.ts", preload = true, flags = DEFAULT_FLAGS, args = [], env = {}, parse = true }:
    Omit<
      App,
      "files"
    >,
): Promise<AppRun> {
  const preloaded = preload ? [`--preload=${REGISTER}`] : [];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--quiet", "--no-lock", ...flags, ...preloaded, main, ...args],
    cwd: folder,
    signal: AbortSignal.timeout(DEADLINE_MS),
    env: {
      NO_COLOR: "1",
      OTEL_TRACES_EXPORTER: "console",
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "console",
      ...env,
    },
  }).output();
  const text = new TextDecoder();
  const output = text.decode(stdout);
  const printed = parse ? parseObjects(output) : [];
  return {
    code,
    printed,
    stdout: output,
    spans: printed.filter((object) => "kind" in object),
    logs: printed.filter((object) => "severity_number" in object),
    stderr: text.decode(stderr).replace(START_LINE, ""),
  };
}

/** Everything on standard output must be such an object. */
function parseObjects(text: string): Printed[] {
  return JSON.parse(`[${text.trim().replaceAll("\n}\n{", "\n},\n{")}]`);
}
