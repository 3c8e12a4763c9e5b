import { dirname, join } from "node:path";

/**
 * Writes files below a folder that only its owner can enter. In it they can be read by everybody: a
 * container gets its own subfolder, and runs as a user of its own. Each is replaced in one step, in the
 * same folder, so that who watches it never reads half of it.
 *
 * @param folder Made where it is not there.
 * @param files The text of each by its path below the folder.
 */
export async function writeCertificates(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  // First, so that there is no moment at which somebody else can read a key.
  await setMode(folder, 0o700);
  for (const [path, text] of files) {
    const file = join(folder, path);
    await Deno.mkdir(dirname(file), { recursive: true });
    await setMode(dirname(file), 0o755);
    await Deno.writeTextFile(`${file}.new`, text);
    await setMode(`${file}.new`, 0o644);
    await Deno.rename(`${file}.new`, file);
  }
}

/** Whatever the process's mask takes away. */
async function setMode(path: string, mode: number): Promise<void> {
  if (Deno.build.os !== "windows") await Deno.chmod(path, mode);
}
