import { fileExists } from "../launch/file_exists.ts";
import { matchesStamp } from "./matches_stamp.ts";

const PACKAGE = new URL("../../", import.meta.url);
/** By its URL: the bundle of an installed command needs none of it, least of all what it imports. */
const REBUILD = new URL("./rebuild_entries.ts", import.meta.url).href;

/**
 * Returns the folder of the entries that are put in front of an application, each of them one file
 * with everything in it. An application has an import map and a lock file of its own: nothing of
 * ours can be resolved there, and nothing should be added to them.
 *
 * In a checkout they are made when they are missing or older than the sources; that takes two
 * seconds, and the first time esbuild is fetched from npm. Nothing of `node:` is used to find that
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
  const root = `${import.meta.dirname}/../..`;
  if (matchesStamp(readStamp(folder), root)) return entries;
  const { rebuildEntries } = await import(REBUILD) as typeof import("./rebuild_entries.ts");
  await rebuildEntries(root, { packageFolder: PACKAGE, folder });
  return entries;
}

function readStamp(folder: URL): string {
  try {
    return Deno.readTextFileSync(new URL("stamp.txt", folder));
  } catch {
    return "";
  }
}
