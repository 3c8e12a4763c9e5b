import { dirname, join } from "node:path";

/**
 * Writes files below a folder that only its owner can enter. In it they can be read by everybody: a
 * container gets its own subfolder, and runs as a user of its own.
 *
 * @param folder Made anew: what was in it is removed.
 * @param files The text of each by its path below the folder.
 */
export async function writeCertificates(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  // The closed one first, so that there is no moment at which somebody else can read a key.
  await Deno.mkdir(dirname(folder), { recursive: true });
  await Deno.mkdir(folder, { mode: 0o700 });
  for (const [path, text] of files) {
    const file = join(folder, path);
    await Deno.mkdir(dirname(file), { recursive: true });
    await Deno.writeTextFile(file, text, { createNew: true });
    if (Deno.build.os === "windows") continue;
    // Whatever the process's mask takes away.
    await Deno.chmod(dirname(file), 0o755);
    await Deno.chmod(file, 0o644);
  }
}
