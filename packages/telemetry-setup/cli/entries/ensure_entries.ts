import { fileExists } from "../launch/file_exists.ts";

const PACKAGE = new URL("../../", import.meta.url);
const SKIPPED = new Set(["dist", "testing", "testdata"]);

/**
 * Returns the folder of the entries that are put in front of an application, each of them one file
 * with everything in it. An application has an import map and a lock file of its own: nothing of
 * ours can be resolved there, and nothing should be added to them.
 *
 * In a checkout they are made when they are missing or older than the sources; that takes half a
 * second, and the first time esbuild is fetched from npm. Nothing of `node:` is used to find that
 * out: the first such module takes Deno 5 ms to load, a third of what `instrument` may cost.
 *
 * @returns Its URL, with a slash at its end.
 * @throws {Error} If they cannot be made.
 */
export async function ensureEntries(): Promise<URL> {
  const folder = new URL("dist/", PACKAGE);
  const entries = new URL("entries/", folder);
  // An installed package comes with its entries and without what they are made of.
  if (!fileExists(new URL("register.ts", PACKAGE))) return entries;
  const stamp = makeStamp();
  if (readStamp(folder) === stamp) return entries;
  const { buildEntries } = await import("./build_entries.ts");
  await buildEntries({ packageFolder: PACKAGE, folder, stamp });
  return entries;
}

function readStamp(folder: URL): string | undefined {
  try {
    return Deno.readTextFileSync(new URL("stamp.txt", folder));
  } catch {
    return undefined;
  }
}

/** Changes whenever a source file, a dependency or Deno does. */
function makeStamp(): string {
  const lines = [Deno.version.deno];
  const add = (path: string) => {
    const { mtime, size } = Deno.statSync(path);
    lines.push(`${path} ${mtime?.getTime()} ${size}`);
  };
  const visit = (folder: string) => {
    for (const { name, isDirectory } of Deno.readDirSync(folder)) {
      const path = `${folder}/${name}`;
      if (isDirectory) {
        if (!SKIPPED.has(name) && !name.startsWith(".")) visit(path);
      } else if (/(?<!_test|_bench)\.(ts|cjs|json|sh)$/.test(name)) add(path);
    }
  };
  // A text is quicker than a URL for each file.
  const root = `${import.meta.dirname}/../..`;
  visit(root);
  // The only other package that goes into the bundles.
  visit(`${root}/../otlp`);
  const lock = `${root}/../../deno.lock`;
  if (fileExists(lock)) add(lock);
  return lines.sort().join("\n");
}
