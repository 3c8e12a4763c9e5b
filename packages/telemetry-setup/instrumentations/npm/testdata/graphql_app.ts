import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureEntries } from "../../../cli/entries/ensure_entries.ts";

/** What came of a run. */
export interface GraphqlRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Names of its spans, sorted. */
  readonly spans: readonly string[];
}

/** How the application is started. */
export interface GraphqlStart {
  /** Entry of ours that is put before it. @default "register.js" */
  readonly entry?: "register.js" | "register_sync.cjs";
  /** Flags of `deno run`. */
  readonly flags: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Packages for an import map. */
export const GRAPHQL_IMPORTS: Readonly<Record<string, string>> = {
  graphql: "npm:graphql@16.15.0",
  "@opentelemetry/api": "npm:@opentelemetry/api@1.10.0",
  "@opentelemetry/instrumentation-graphql": "npm:@opentelemetry/instrumentation-graphql@0.72.0",
};

/** A program that needs no server and no permission. */
export const GRAPHQL_MAIN = `
  import { buildSchema, graphql } from "graphql";
  const schema = buildSchema("type Query { rolled: Int }");
  const { data } = await graphql({ schema, source: "{ rolled }", rootValue: { rolled: 4 } });
  console.info("rolled", data.rolled);
`;

/** Makes an application in a temporary folder, gone when it is disposed of. */
export async function createApp(
  files: Readonly<Record<string, string>>,
): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-npm-" });
  for (const [name, text] of Object.entries(files)) {
    await Deno.mkdir(dirname(join(folder, name)), { recursive: true });
    await Deno.writeTextFile(join(folder, name), text);
  }
  return { folder, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

/** Runs `main.ts` of an application with telemetry on the console. */
export async function runWithEntry(
  folder: string,
  { entry = "register.js", flags, env = {} }: GraphqlStart,
): Promise<GraphqlRun> {
  const path = join(fileURLToPath(await ensureEntries()), entry);
  const before = entry === "register.js" ? [`--preload=${path}`] : [];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...before, ...flags, "main.ts"],
    cwd: folder,
    env: {
      NO_COLOR: "1",
      NODE_OPTIONS: entry === "register.js" ? "" : `--require ${path}`,
      OTEL_TRACES_EXPORTER: "console",
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "none",
      ...env,
    },
    signal: AbortSignal.timeout(60_000),
  }).output();
  const text = new TextDecoder();
  const output = text.decode(stdout);
  const spans = [...output.matchAll(/^ {4}"name": "(.*)"/gm)].map(([, name]) => name ?? "");
  return { code, stdout: output, stderr: text.decode(stderr), spans: spans.sort() };
}
