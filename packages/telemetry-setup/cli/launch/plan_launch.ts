import { basename, dirname, join, resolve } from "pathe";
import { UsageError } from "../usage_error.ts";
import { type Exists, findConfig, findManifests } from "./find_manifests.ts";
import { inspectTask } from "./inspect_task.ts";
import type { ConfiguredNeeds } from "./needs_of.ts";
import { INSTRUMENTED, parseDenoCommand } from "./parse_deno_command.ts";
import { putShimOnPath } from "./put_shim_on_path.ts";
import { telemetryFlags } from "./telemetry_flags.ts";
import { toFileUrl } from "./to_file_url.ts";

/** What starts in place of the command that the user wrote. */
export interface Launch {
  /** The program, as the user wrote it; the running Deno where a file was given. */
  readonly program: string;
  readonly args: readonly string[];
  /** Variables to set beside the inherited ones; `undefined` takes one away. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the user should know, in one line. */
  readonly warning?: string;
}

/** What {@linkcode planLaunch} has to know. */
export interface LaunchFacts {
  /** Path of the running Deno. */
  readonly deno: string;
  readonly cwd: string;
  readonly exists: Exists;
  /** Folder of the entries that are put in front of the application. */
  readonly entries: string;
  /** Finds what is to be permitted because of the configuration; asked only where it matters. */
  readonly needs: () => ConfiguredNeeds;
  /** What the options set, by the name of the variable. */
  readonly variables: Readonly<Record<string, string>>;
  /** One number for everything that this command starts. */
  readonly runId: string;
  /** Folder that keeps what cannot be sent, where the user has chosen none. */
  readonly spoolDir?: string;
  /** NODE_OPTIONS as it is set already. */
  readonly nodeOptions?: string;
  /** PATH, where a `deno` of ours can stand on it. */
  readonly path?: string;
  /** Reads a manifest; `undefined` where it cannot. */
  readonly readText: (path: string) => string | undefined;
  /** Whether Deno's own telemetry stays on beside ours. */
  readonly augment: boolean;
}

/**
 * Plans how a command is started with telemetry in front of it.
 *
 * - `deno run` and `deno test` get `--preload`; further Deno processes that anything starts get
 *   `NODE_OPTIONS=--require`.
 * - Other programs find a `deno` of ours on PATH, which gives each `deno serve` to this command.
 * - `deno serve` ignores both. It gets a main module that imports ours and then the application's.
 *   That is a `data:` URL, not a file: what stands in it is known to Deno before it runs, so the
 *   application needs no permission to be read, and its own configuration is found.
 *
 * @throws {UsageError} If the command is one of Deno's that run no application.
 */
export function planLaunch(command: readonly string[], facts: LaunchFacts): Launch {
  const [program, ...args] = command;
  if (program === undefined) throw new UsageError("Cannot run: no COMMAND is given; see --help");
  const env = environment(facts);
  if (/\.(ts|mts|tsx|js|mjs|jsx)$/.test(program)) {
    return { program: facts.deno, ...planDeno(["run", ...command], facts), env };
  }
  if (!/^deno(\.exe)?$/.test(basename(program))) {
    return { program, args, env: { ...env, ...shimmed(facts) } };
  }
  const plan = planDeno(args, facts);
  return { program, ...plan, env: { ...env, ...plan.env } };
}

function environment(facts: LaunchFacts): Launch["env"] {
  const require = quote(join(facts.entries, "register_sync.cjs"));
  const option = `--require ${require}`;
  const { nodeOptions = "" } = facts;
  return {
    ...facts.variables,
    // Deno's own telemetry makes a second span for each request, whatever we do in the process.
    ...(facts.augment ? {} : { OTEL_DENO: undefined }),
    OTEL_DENO_RUN_ID: facts.runId,
    ...(facts.spoolDir === undefined ? {} : { OTEL_DENO_DEFAULT_SPOOL_DIR: facts.spoolDir }),
    NODE_OPTIONS: nodeOptions.includes(option) ? nodeOptions : `${nodeOptions} ${option}`.trim(),
  };
}

/** NODE_OPTIONS is split at blanks, but for those between quotation marks. */
function quote(path: string): string {
  return /[\s"\\]/.test(path) ? `"${path.replace(/["\\]/g, "\\$&")}"` : path;
}

/** Not for an application: its `--allow-run=deno` means the first `deno` on PATH. */
function shimmed({ path, ...facts }: LaunchFacts): Launch["env"] {
  const shimmed = path === undefined ? undefined : putShimOnPath(path, facts);
  return shimmed === undefined ? {} : { PATH: shimmed };
}

type Plan = Pick<Launch, "args" | "warning"> & Partial<Pick<Launch, "env">>;

function planDeno(args: readonly string[], facts: LaunchFacts): Plan {
  const { subcommand, flags, rest } = parseDenoCommand(args);
  if (!(INSTRUMENTED as readonly string[]).includes(subcommand)) {
    throw new UsageError(
      `Cannot instrument deno ${subcommand}: it runs no application; ` +
        "deno run, serve, test and task can be instrumented",
    );
  }
  if (subcommand === "task") {
    const { serving, startsAnything } = inspectTask(rest, facts);
    const env = startsAnything ? shimmed(facts) : {};
    return { args, env, ...(serving === undefined ? {} : { warning: describeServing(serving) }) };
  }
  const [module = "", ...moduleArgs] = rest;
  const file = subcommand === "test" ? resolve(facts.cwd, "x") : fileOf(module, facts.cwd);
  let found: ConfiguredNeeds | undefined;
  const configured = () => found ??= facts.needs();
  const needs = {
    env: () => ["OTEL_*", ...configured().env],
    net: () => configured().net,
    read: () => [
      dirname(facts.entries),
      ...configured().read,
      ...configured().readWhereThere.filter(facts.exists),
      ...(file === undefined ? [] : findManifests(file, facts.exists)),
    ],
    write: () => configured().write,
    sys: () => ["hostname", "osRelease"],
  };
  const { flags: permissions, warning } = telemetryFlags(flags, needs);
  const note = warning === undefined ? {} : { warning };
  const isWatched = flags.some((flag) => /^--watch(-hmr)?(=|$)/.test(flag));
  if (subcommand !== "serve") {
    const register = join(facts.entries, "register.js");
    const preload = `--preload=${isWatched ? `${toFileUrl(register).href}?watch` : register}`;
    return { args: [subcommand, preload, ...permissions, ...flags, ...rest], ...note };
  }
  if (module === "") return { args };
  const config = file === undefined ? [] : configFlag(file, flags, facts);
  const main = serveModule(file === undefined ? module : toFileUrl(file).href, {
    entries: facts.entries,
    isWatched,
  });
  return { args: ["serve", ...permissions, ...config, ...flags, main, ...moduleArgs], ...note };
}

function describeServing(task: string): string {
  return `Cannot instrument deno serve in deno task ${task}, which starts it by itself: ` +
    "run opentelemetry-instrument deno serve … instead, or start it from a script";
}

function fileOf(module: string, cwd: string): string | undefined {
  if (module === "-" || module === "") return undefined;
  if (module.startsWith("file:")) return decodeURIComponent(new URL(module).pathname);
  return /^[a-z][a-z0-9+.-]+:/i.test(module) ? undefined : resolve(cwd, module);
}

/** Deno looks for a configuration beside the main module; ours is nowhere, so it looks in cwd. */
function configFlag(file: string, flags: readonly string[], facts: LaunchFacts): string[] {
  if (flags.some((flag) => /^(-c|--config|--no-config)/.test(flag))) return [];
  const config = findConfig(dirname(file), facts.exists);
  return config === undefined || config === findConfig(facts.cwd, facts.exists)
    ? []
    : [`--config=${config}`];
}

function serveModule(
  app: string,
  { entries, isWatched }: { readonly entries: string; readonly isWatched: boolean },
): string {
  const entry = toFileUrl(join(entries, "serve_entry.js"));
  entry.searchParams.set("app", app);
  if (isWatched) entry.searchParams.set("watch", "");
  const source = [
    `import ${JSON.stringify(entry.href)};`,
    // Awaited, not `export from`: the application must not be evaluated before telemetry is there.
    `const app = await import(${JSON.stringify(app)});`,
    "export default app.default;",
  ].join("");
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
