import { join } from "node:path";

/** Options of {@linkcode buildEntries}. */
export interface BuildEntriesOptions {
  /** Folder of this package's sources. */
  readonly packageFolder: string;
  /** Where the entries go, in a folder `entries`; replaced as a whole. */
  readonly folder: string;
  /** Tells later whether they are up to date. */
  readonly stamp: string;
}

const GRPC = "@grpc/grpc-js";

/**
 * Bundles the entries with `deno bundle`:
 *
 * - `register.js` for `--preload`, `serve_entry.js` for `deno serve`;
 * - `register_sync.cjs` for `--require`, in one file because what CommonJS loads needs --allow-read;
 * - `delivery_worker.js`, and `grpc_js.js`, which is as large as all the rest and rarely loaded.
 *
 * @throws {Error} If a step fails.
 */
export async function buildEntries(options: BuildEntriesOptions): Promise<void> {
  const { packageFolder, folder, stamp } = options;
  // Where a build that was ended leaves nothing that git or Deno would see.
  const temporary = join(packageFolder, ".cache", `entries-${crypto.randomUUID()}`);
  const entries = join(temporary, "entries");
  const bundle = (args: readonly string[]) => runBundle(packageFolder, args);
  try {
    const modules = ["register.ts", "serve_entry.ts", "transports/worker/delivery_worker.ts"];
    await bundle(["--external", GRPC, "--outdir", entries, ...modules]);
    await bundle([
      "--external",
      GRPC,
      "--format=cjs",
      `--output=${join(entries, "register_sync.cjs")}`,
      "start_once.ts",
    ]);
    await bundle([`--output=${join(entries, "grpc_js.js")}`, await grpcSpecifier(packageFolder)]);
    await Deno.rename(
      join(entries, "transports/worker/delivery_worker.js"),
      join(entries, "delivery_worker.js"),
    );
    await Deno.remove(join(entries, "transports"), { recursive: true });
    for (const name of ["register.js", "serve_entry.js", "delivery_worker.js"]) {
      await edit(join(entries, name), redirect);
    }
    await edit(join(entries, "register_sync.cjs"), (source) => wrap(redirect(source)));
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

async function grpcSpecifier(packageFolder: string): Promise<string> {
  const root = JSON.parse(await Deno.readTextFile(join(packageFolder, "../../deno.json")));
  return root.imports[GRPC];
}

async function edit(path: string, change: (source: string) => string): Promise<void> {
  await Deno.writeTextFile(path, change(await Deno.readTextFile(path)));
}

/** Modules that are files of their own beside the entries. */
function redirect(source: string): string {
  return source
    .replaceAll('"./delivery_worker.ts"', '"./delivery_worker.js"')
    .replaceAll(
      `import("${GRPC}")`,
      'import("./grpc_js.js").then((module) => module.default ?? module)',
    );
}

/**
 * Node reads NODE_OPTIONS too, and must not even parse what only Deno understands, so the program is
 * text until then. A file beside it would need --allow-read. Whatever happens to us must not happen
 * to the application.
 */
function wrap(source: string): string {
  const program = source.replace(
    /\bimport_meta = \{\}/,
    'import_meta = { url: require("node:url").pathToFileURL(__filename).href }',
  );
  if (program === source) {
    throw new Error("Cannot bundle register_sync.cjs: import.meta is missing");
  }
  return [
    'if (typeof Deno !== "undefined") {',
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
