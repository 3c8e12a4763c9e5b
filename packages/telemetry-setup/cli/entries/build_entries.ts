import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SHIM_FOLDER } from "../launch/put_shim_on_path.ts";
import { compileEarly } from "./compile_early.ts";
import { findStartFunctions, type FindStartFunctionsOptions } from "./find_start_functions.ts";
import { takeBuiltinModules } from "./take_builtin_modules.ts";

/** Options of {@linkcode buildEntries}. */
export interface BuildEntriesOptions {
  /** Folder of this package's sources. */
  readonly packageFolder: URL;
  /** Where the entries go, in a folder `entries`; replaced as a whole. */
  readonly folder: URL;
  /** Tells later whether they are up to date. */
  readonly stamp: string;
  /**
   * Commands that are bundled beside the entries, by module, with their names there.
   *
   * @default none, as in a checkout, where they run from their sources
   */
  readonly commands?: Readonly<Record<string, string>>;
}

const ENTRIES = ["register", "serve_entry", "worker_entry"];

/** What becomes `register_sync.cjs`. */
const SYNC_ENTRY = "start_once.ts";

/** Modules that are loaded by their URL, and so are files of their own, by their names there. */
export const OWN_FILES: Readonly<Record<string, string>> = {
  "cli/launch/run_instrument.ts": "run_instrument",
  "transports/worker/delivery_worker.ts": "delivery_worker",
  "config/file/parse_config_file.ts": "parse_config_file",
};

/** Every module that is bundled, with all that it imports. */
export const BUNDLED_MODULES: readonly string[] = [
  ...ENTRIES.map((name) => `${name}.ts`),
  SYNC_ENTRY,
  ...Object.keys(OWN_FILES),
];

/** What `instrument` mostly does; it is run two folders below the entries' own. */
const INSTRUMENT_RUNNER = [
  'import { runInstrument } from "../../entries/run_instrument.js";',
  'await runInstrument(["--dry_run", Deno.execPath(), "run", "-A", "application.js"]);',
].join("\n");

/** Main modules of ours, of this installation or another; register_sync.cjs has it, too. */
const OWN_COMMAND =
  /\/telemetry-setup\/(cli|dist\/entries(\/otel-deno-bin)?)\/(instrument|bootstrap|doctor|explain)\.[jt]s$/;

/**
 * Bundles the entries with `deno bundle`:
 *
 * - `register.js` for `--preload`, `serve_entry.js` for `deno serve`, `worker_entry.js` for workers,
 *   each with the functions that run at start compiled early;
 * - `register_sync.cjs` for `--require`, in one file because what CommonJS loads needs --allow-read;
 * - `delivery_worker.js` and `parse_config_file.js`, which those load when they need them;
 * - `run_instrument.js`: what puts them there, compiled early as well;
 * - a folder with the `deno` that goes on PATH of other programs.
 *
 * @throws {Error} If a step fails.
 */
export async function buildEntries(options: BuildEntriesOptions): Promise<void> {
  const { stamp, commands = {} } = options;
  const packageFolder = fileURLToPath(options.packageFolder);
  const folder = fileURLToPath(options.folder).replace(/[\\/]$/, "");
  const moved = { ...OWN_FILES, ...commands };
  // Where a build that was ended leaves nothing that git or Deno would see.
  const temporary = join(packageFolder, ".cache", `entries-${crypto.randomUUID()}`);
  const entries = join(temporary, "entries");
  const bundle = (args: readonly string[]) => runBundle(packageFolder, args);
  try {
    const modules = [...ENTRIES.map((name) => `${name}.ts`), ...Object.keys(moved)];
    await bundle(["--minify", "--outdir", entries, ...modules]);
    await bundle([
      "--format=cjs",
      `--output=${join(entries, "register_sync.cjs")}`,
      SYNC_ENTRY,
    ]);
    for (const [source, name] of Object.entries(moved)) {
      await Deno.rename(join(entries, source.replace(/ts$/, "js")), join(entries, `${name}.js`));
    }
    for (const folder of new Set(Object.keys(moved).map((source) => source.split("/")[0]!))) {
      await Deno.remove(join(entries, folder), { recursive: true });
    }
    for (const name of [...ENTRIES, ...Object.values(moved)]) {
      await edit(join(entries, `${name}.js`), redirect);
    }
    const sync = join(entries, "register_sync.cjs");
    await edit(sync, (source) => setOwnUrl(redirect(source)));
    for (const name of ENTRIES) {
      const entry = join(entries, `${name}.js`);
      await edit(entry, takeBuiltinModules);
      await compileStart(entry, { folder: join(temporary, "runs", name) });
    }
    await compileStart(join(entries, "run_instrument.js"), {
      folder: join(temporary, "runs", "instrument"),
      runner: INSTRUMENT_RUNNER,
    });
    await Deno.remove(join(temporary, "runs"), { recursive: true });
    // Only now: what stands for import.meta is still to be found by its name before.
    await bundle(["--minify", "--format=cjs", `--output=${sync}`, sync]);
    await edit(sync, wrap);
    await writeShim(join(entries, SHIM_FOLDER), join(packageFolder, "cli/entries/deno_shim.sh"));
    await Deno.writeTextFile(join(temporary, "package.json"), '{ "type": "module" }\n');
    await Deno.writeTextFile(join(temporary, "stamp.txt"), stamp);
    await replaceFolder(folder, temporary);
  } finally {
    await Deno.remove(temporary, { recursive: true }).catch(() => {});
  }
}

async function runBundle(cwd: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform=deno", ...args],
    cwd,
    // Nothing that is meant for the application may reach the bundler.
    env: { NODE_OPTIONS: "", OTEL_DENO: "" },
    stdout: "null",
  }).output();
  if (success) return;
  const [line] = new TextDecoder().decode(stderr).split("\n").filter((text) => text.trim() !== "");
  throw new Error(`Cannot bundle what is put in front of the application: ${line ?? "no reason"}`);
}

async function compileStart(path: string, options: FindStartFunctionsOptions): Promise<void> {
  const functions = await findStartFunctions(path, options);
  await edit(path, (source) => compileEarly(source, functions));
}

async function edit(path: string, change: (source: string) => string): Promise<void> {
  await Deno.writeTextFile(path, change(await Deno.readTextFile(path)));
}

/** In a bundle they are beside the entry. */
function redirect(source: string): string {
  return [...Object.values(OWN_FILES), "worker_entry"].reduce(
    (text, name) => text.replaceAll(`"./${name}.ts"`, `"./${name}.js"`),
    source,
  );
}

/** CommonJS has no `import.meta`; the bundler leaves an empty object for it. */
function setOwnUrl(source: string): string {
  const program = source.replaceAll(
    /\b(import_meta\d*) = \{\}/g,
    '$1 = { url: require("node:url").pathToFileURL(__filename).href }',
  );
  if (program === source) {
    throw new Error("Cannot bundle register_sync.cjs: import.meta is missing");
  }
  return program;
}

/**
 * Node reads NODE_OPTIONS too, and must not even parse what only Deno understands, so the program is
 * text until then. A file beside it would need --allow-read. Whatever happens to us must not happen
 * to the application.
 */
function wrap(program: string): string {
  return [
    // Our own commands are no applications.
    `if (typeof Deno !== "undefined" && !${OWN_COMMAND}.test(Deno.mainModule) &&`,
    // With `--preload` in the same process, that came first: then not even the text is looked at.
    '  globalThis[Symbol.for("otel-deno.started")] !== true) {',
    "  try {",
    `    const program = ${JSON.stringify(`${program}\nmodule.exports.startOnce();`)};`,
    '    new Function("require", "module", "exports", "__filename", program)' +
    "(require, module, exports, __filename);",
    "  } catch (error) {",
    '    console.error("otel-deno: error: Cannot start telemetry: " + error?.message);',
    "  }",
    "}",
    "",
  ].join("\n");
}

/** Only `deno` can be executed: the folder is on PATH. */
async function writeShim(folder: string, source: string): Promise<void> {
  await Deno.mkdir(folder);
  await Deno.writeTextFile(join(folder, "deno"), await Deno.readTextFile(source), { mode: 0o755 });
  await Deno.writeTextFile(
    join(folder, "instrument.js"),
    'import { runInstrument } from "../run_instrument.js";\nawait runInstrument(Deno.args);\n',
  );
}

/** Another process may do the same at the same time; then its folder is as good. */
async function replaceFolder(folder: string, temporary: string): Promise<void> {
  const old = `${temporary}.old`;
  await Deno.rename(folder, old).catch(() => {});
  try {
    await Deno.rename(temporary, folder);
  } catch (error) {
    const isThere = await Deno.stat(join(folder, "stamp.txt")).then(() => true, () => false);
    if (!isThere) throw error;
  } finally {
    await Deno.remove(old, { recursive: true }).catch(() => {});
  }
}
