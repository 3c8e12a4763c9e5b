import { buildEntries } from "./build_entries.ts";
import { makeStamp } from "./make_stamp.ts";

/**
 * Makes the entries of a checkout, and the stamp that tells what they were made of.
 *
 * @param root Folder of this package's sources, without a slash at its end.
 * @throws {Error} If they cannot be made.
 */
export async function rebuildEntries(
  root: string,
  { packageFolder, folder }: { readonly packageFolder: URL; readonly folder: URL },
): Promise<void> {
  // Before: what is changed meanwhile has to be seen the next time.
  await buildEntries({ packageFolder, folder, stamp: makeStamp(root) });
}
