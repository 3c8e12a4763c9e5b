import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fileExists } from "../launch/file_exists.ts";

const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));
const SKIPPED = new Set(["cli", "dist", "testing", "testdata"]);

/**
 * Returns the folder of the entries that are put in front of an application, each of them one file
 * with everything in it. An application has an import map and a lock file of its own: nothing of
 * ours can be resolved there, and nothing should be added to them.
 *
 * In a checkout they are made when they are missing or older than the sources; that takes half a
 * second, and the first time esbuild is fetched from npm.
 *
 * @throws {Error} If they cannot be made.
 */
export async function ensureEntries(): Promise<string> {
  const folder = join(PACKAGE, "dist");
  const entries = join(folder, "entries");
  // An installed package comes with its entries and without what they are made of.
  if (!fileExists(join(PACKAGE, "register.ts"))) return entries;
  const stamp = stampOf(PACKAGE);
  if (readStamp(folder) === stamp) return entries;
  const { buildEntries } = await import("./build_entries.ts");
  await buildEntries({ packageFolder: PACKAGE, folder, stamp });
  return entries;
}

function readStamp(folder: string): string | undefined {
  try {
    return Deno.readTextFileSync(join(folder, "stamp.txt"));
  } catch {
    return undefined;
  }
}

/** Changes whenever a source file, a dependency or Deno does. */
function stampOf(root: string): string {
  const lines = [Deno.version.deno];
  const add = (path: string) => {
    const { mtime, size } = Deno.statSync(path);
    lines.push(`${path.slice(root.length)} ${mtime?.getTime()} ${size}`);
  };
  const visit = (folder: string) => {
    for (const entry of Deno.readDirSync(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory) {
        if (!SKIPPED.has(entry.name)) visit(path);
      } else if (/(?<!_test|_bench)\.(ts|cjs|json)$/.test(entry.name)) add(path);
    }
  };
  visit(root);
  add(join(root, "cli/entries/build_entries.ts"));
  const lock = join(root, "../../deno.lock");
  if (fileExists(lock)) add(lock);
  return lines.sort().join("\n");
}
