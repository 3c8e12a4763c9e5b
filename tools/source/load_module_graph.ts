import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseModuleGraph, type SourceModule } from "./parse_module_graph.ts";
import { runCommand } from "../run/run_command.ts";

/**
 * Asks `deno info` for the imports of `files` (paths relative to `root`) and of what they import.
 *
 * Nothing is downloaded and the lock file is left alone: what a package imports is not looked at.
 *
 * @throws {Error} if `deno info` fails or a source file cannot be parsed
 */
export async function loadModuleGraph(
  root: string,
  files: readonly string[],
): Promise<readonly SourceModule[]> {
  const folder = await Deno.makeTempDir();
  try {
    // `deno info` takes one entry; a generated one that imports every file needs one process.
    const entry = join(folder, "entry.ts");
    const lines = files.map((file) =>
      `import ${JSON.stringify(pathToFileURL(join(root, file)).href)};`
    );
    await Deno.writeTextFile(entry, lines.join("\n"));
    const { code, stdout, stderr } = await runCommand([
      Deno.execPath(),
      "info",
      "--json",
      "--no-npm",
      "--no-remote",
      "--no-lock",
      `--config=${join(root, "deno.json")}`,
      entry,
    ], { cwd: root });
    if (code !== 0) throw new Error(`Cannot read the module graph: ${stderr.trim()}`);
    return parseModuleGraph(stdout, root);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
