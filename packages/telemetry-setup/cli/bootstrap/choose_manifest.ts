import { UsageError } from "../usage_error.ts";
import type { Manifest } from "./read_manifest.ts";

/**
 * Chooses where instrumentations are added: where the libraries are named. An application with both
 * kinds of manifest may have them in either.
 *
 * @param libraries Names of the libraries that the instrumentations are for.
 * @throws {UsageError} If additions to it would have no effect.
 */
export function chooseManifest(
  manifests: readonly Manifest[],
  libraries: readonly string[],
): Manifest {
  const count = ({ packages }: Manifest) =>
    packages.filter(({ name }) => libraries.includes(name)).length;
  const [manifest] = manifests.toSorted((a, b) => count(b) - count(a));
  if (manifest === undefined) throw new UsageError("Cannot install: there is no manifest");
  if (manifest.hasImportMapFile) {
    throw new UsageError(
      `Cannot install into ${manifest.path}: its imports are in another file; move them into it`,
    );
  }
  return manifest;
}
