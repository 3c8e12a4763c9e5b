import { join } from "pathe";
import type { Exists } from "./find_manifests.ts";

/** The shim's folder beside the entries. The shim itself knows that name, too. */
export const SHIM_FOLDER = "otel-deno-bin";

/** Tells whether a folder of PATH is a shim's, of this installation or another. */
export function isShimFolder(folder: string): boolean {
  return folder.endsWith(`/${SHIM_FOLDER}`);
}

/**
 * Puts the `deno` that instruments `deno serve` first on a PATH.
 *
 * @param path PATH as it is.
 * @returns `undefined` where there is nothing to be put: no `deno` that it could stand for.
 */
export function putShimOnPath(
  path: string,
  { entries, exists }: { readonly entries: string; readonly exists: Exists },
): string | undefined {
  const folders = path.split(":").filter((folder) => !isShimFolder(folder));
  const shim = join(entries, SHIM_FOLDER);
  if (!exists(join(shim, "deno"))) return undefined;
  if (!folders.some((folder) => exists(join(folder, "deno")))) return undefined;
  return [shim, ...folders].join(":");
}
