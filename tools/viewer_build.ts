/**
 * Builds the pages of the viewer into `apps/viewer/dist/ui/`: one script, one style sheet, one page, and
 * nothing that is loaded from elsewhere. Skipped when neither a source nor a dependency has changed.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { join } from "node:path";

/** Options of {@linkcode buildViewer}. */
export interface ViewerBuildOptions {
  /** Of the repository. */
  readonly root: string;
  /** Where the pages go. */
  readonly output: string;
}

/** Copied as they are. */
const COPIED = ["index.html", "icon.svg"] as const;
/** Tells which sources the pages were built from. */
const STAMP = "sources.sha256";

/**
 * @returns Whether something was built; `false` where the pages are those of these sources already.
 * @throws {Error} If the sources cannot be bundled.
 */
export async function buildViewer({ root, output }: ViewerBuildOptions): Promise<boolean> {
  const source = join(root, "apps/viewer/ui");
  const stamp = await stampOf(root, source);
  if (await readText(join(output, STAMP)) === stamp) return false;
  await Deno.mkdir(output, { recursive: true });
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["bundle", "--quiet", "--platform=browser", "--minify"],
      ...[`--output=${join(output, "app.js")}`, join(source, "main.tsx")],
    ],
    cwd: root,
  }).output();
  if (!success) {
    throw new Error(`Cannot bundle the viewer: ${new TextDecoder().decode(stderr).trim()}`);
  }
  const sheets = (await listFiles(join(source, "styles"))).filter((path) => path.endsWith(".css"));
  const styles = await Promise.all(sheets.map((path) => Deno.readTextFile(path)));
  await Deno.writeTextFile(join(output, "app.css"), styles.join("\n"));
  for (const name of COPIED) await Deno.copyFile(join(source, name), join(output, name));
  // Last: what was broken off is built again.
  await Deno.writeTextFile(join(output, STAMP), stamp);
  return true;
}

async function stampOf(root: string, source: string): Promise<string> {
  const hash = createHash("sha256").update(Deno.version.deno);
  for (const path of [join(root, "deno.lock"), ...await listFiles(source)]) {
    if (/_test\.tsx?$/.test(path)) continue;
    hash.update(path.slice(root.length)).update("\0").update(await Deno.readFile(path));
  }
  return hash.digest("hex");
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (!isDirectory) paths.push(path);
    else if (name !== "testing" && name !== "bench") paths.push(...await listFiles(path));
  }
  return paths.sort();
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

if (import.meta.main) {
  const root = join(import.meta.dirname!, "..");
  const output = join(root, "apps/viewer/dist/ui");
  const built = await buildViewer({ root, output });
  console.log(built ? "The viewer's pages were built" : "The viewer's pages are up to date");
}
