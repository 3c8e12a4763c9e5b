import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeTarballs } from "../pack/make_tarballs.ts";
import { PACKED_PACKAGES } from "../pack/packed_packages.ts";
import { type CommandResult, runCommand } from "../run/run_command.ts";

const SOURCES = fileURLToPath(new URL("installed", import.meta.url));

/** An application of somebody else's, which has installed the tarballs. */
export interface InstalledApp extends AsyncDisposable {
  /** Absolute, outside the project. */
  readonly folder: string;
  /** The environment of its commands. */
  readonly env: Readonly<Record<string, string>>;
  run(...command: readonly [string, ...string[]]): Promise<CommandResult>;
}

/** The environment of a machine with this Deno on PATH, and no telemetry of its own. */
function environment(): Record<string, string> {
  const { PATH = "", ...rest } = Deno.env.toObject();
  const kept = Object.entries(rest).filter(([name]) => !/^(OTEL_|NODE_OPTIONS$)/.test(name));
  const path = [dirname(Deno.execPath()), PATH].join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path, NO_COLOR: "1" };
}

/** Makes the tarballs and installs them with npm, beside Hono, the API and what checks types. */
export async function createInstalledApp(): Promise<InstalledApp> {
  const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
  const { imports } = JSON.parse(await Deno.readTextFile(join(root, "deno.json")));
  const exact = (name: string) => imports[name].replace(/^npm:/, "");
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "otel-deno-installed-" }));
  // Nothing is to be left in the folder of whoever runs the tests.
  const env = { ...environment(), XDG_STATE_HOME: join(folder, "state") };
  const app: InstalledApp = {
    folder,
    env,
    run: (...command) => runCommand(command, { cwd: folder, env, timeout: 120_000 }),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
  const tarballs = await makeTarballs(PACKED_PACKAGES, { root, out: join(folder, "tarballs") });
  for await (const { name } of Deno.readDir(SOURCES)) {
    await Deno.copyFile(join(SOURCES, name), join(folder, name));
  }
  await Deno.writeTextFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  const packages = [...["hono", "@opentelemetry/api", "typescript"].map(exact), ...tarballs];
  const quiet = ["--silent", "--no-audit", "--no-fund", "--prefer-offline"];
  const { code, stderr } = await app.run("npm", "install", ...quiet, ...packages);
  if (code !== 0) throw new Error(`Cannot install the tarballs: npm ended with ${code}: ${stderr}`);
  return app;
}
