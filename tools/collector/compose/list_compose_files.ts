import { join } from "node:path";

/**
 * Absolute paths of the files named `compose.yaml` in a folder and all folders below it, in order.
 *
 * @param folder The repository's `collector` folder, absolute
 */
export function listComposeFiles(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)]
    .sort((one, other) => one.name < other.name ? -1 : 1)
    .flatMap(({ name, isDirectory }) => {
      if (isDirectory) return listComposeFiles(join(folder, name));
      return name === "compose.yaml" ? [join(folder, name)] : [];
    });
}
