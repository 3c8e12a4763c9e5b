import { join, relative, sep } from "node:path";

/** Folders that are left out where git cannot be asked. */
const UNTRACKED_FOLDERS = new Set([".git", ".cache", "node_modules", "dist", "coverage"]);

/**
 * Lists the files of a project that end in one of `endings`, as sorted paths relative to `root`, with `/`.
 *
 * Git is asked for tracked files and for new ones that are not ignored. Without git (a downloaded
 * archive, no permission to run it) the folders are walked instead, without the usual build output.
 */
export async function listFiles(
  root: string,
  endings: readonly string[],
): Promise<readonly string[]> {
  const all = await askGit(root) ?? await walk(root);
  return all.filter((path) => endings.some((ending) => path.endsWith(ending))).sort();
}

async function askGit(root: string): Promise<readonly string[] | undefined> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"],
      cwd: root,
      stderr: "null",
    }).output();
    if (!success) return undefined;
    const paths = new TextDecoder().decode(stdout).split("\0").filter((path) => path !== "");
    // A file that was deleted but not yet committed as deleted is still listed.
    const present = await Promise.all(paths.map((path) => isFile(join(root, path))));
    return paths.filter((_, index) => present[index]);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable) {
      return undefined;
    }
    throw error;
  }
}

async function walk(root: string): Promise<readonly string[]> {
  const paths: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for await (const entry of Deno.readDir(folder)) {
      const path = join(folder, entry.name);
      if (entry.isFile) paths.push(relative(root, path).replaceAll(sep, "/"));
      else if (entry.isDirectory && !UNTRACKED_FOLDERS.has(entry.name)) folders.push(path);
    }
  }
  return paths;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
