/**
 * `deno task viewer:compile [--check]`: the viewer as one binary, `dist/otel-deno-viewer`. Deno downloads a
 * runtime for it. With `--check` everything is done that needs no download: the pages are built, and what
 * a binary would miss is looked for.
 *
 * @module
 */
import { join } from "node:path";
import { repositoryRoot } from "./collector/repository_root.ts";
import { runCommand } from "./run/run_command.ts";
import { listFiles } from "./source/list_files.ts";
import { loadModuleGraph } from "./source/load_module_graph.ts";
import { checkCompile, VIEWER_ENTRY, VIEWER_INCLUDES } from "./viewer/check_compile.ts";
import { VIEWER_V8_FLAGS } from "./viewer/viewer_v8_flags.ts";
import { buildViewer } from "./viewer_build.ts";

const PAGES = join(repositoryRoot, "apps/viewer/dist/ui");
const OUTPUT = "dist/otel-deno-viewer";
/** The binary asks for nothing: whoever runs it has no command line of Deno's. */
const PERMISSIONS = ["--allow-net", "--allow-env", "--allow-read", "--allow-write", "--allow-sys"];

async function main(args: readonly string[]): Promise<number> {
  await buildViewer({ root: repositoryRoot, output: PAGES });
  const files = (await listFiles(repositoryRoot, [".ts", ".tsx"]))
    .filter((path) => !path.includes("testdata/"));
  const { problems, notes = [] } = checkCompile(await loadModuleGraph(repositoryRoot, files), {
    read: (path) => Deno.readTextFileSync(join(repositoryRoot, path)),
    includes: VIEWER_INCLUDES,
  });
  for (const line of [...notes, ...problems]) console.error(line);
  if (problems.length > 0) return 1;
  if (args.includes("--check")) return 0;
  const { code } = await runCommand([
    Deno.execPath(),
    "compile",
    ...PERMISSIONS,
    VIEWER_V8_FLAGS,
    ...VIEWER_INCLUDES.flatMap((path) => ["--include", path]),
    "--output",
    OUTPUT,
    VIEWER_ENTRY,
  ], { cwd: repositoryRoot, output: "inherit" });
  return code;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
