import { join } from "node:path";

/**
 * Absolute paths of the READMEs in a folder and all folders below it, in order.
 *
 * @param folder The repository's `collector` folder, absolute
 */
export function listReadmes(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)]
    .sort((one, other) => one.name < other.name ? -1 : 1)
    .flatMap(({ name, isDirectory }) => {
      if (isDirectory) return listReadmes(join(folder, name));
      return name === "README.md" ? [join(folder, name)] : [];
    });
}
