import { join } from "node:path";
import { formatNotices } from "./format_notices.ts";
import { type BundledPackage, listBundledPackages } from "./list_bundled_packages.ts";

/** Options of {@linkcode writeNotices}. */
export interface WriteNoticesOptions {
  /** Absolute folder of the project, whose own code needs no notice. */
  readonly root: string;
  /** Absolute folder of the sources. */
  readonly source: string;
  /** Absolute path of the file. */
  readonly path: string;
}

const NOTICE_FILE = /^(licen[cs]e|copying|notice)(\.|-|$)/i;

/**
 * Writes the terms of all packages whose code gets into bundles: most licences ask for that.
 *
 * @param modules What is bundled, relative to the folder of the sources.
 * @throws {Error} If a package says nothing of its terms.
 */
export async function writeNotices(
  modules: readonly string[],
  { root, source, path }: WriteNoticesOptions,
): Promise<void> {
  const bundled = await listBundledPackages(modules, { own: root, cwd: source });
  const notices = await Promise.all(
    bundled.map(async ({ id, folder }) => ({ id, texts: await readTexts(folder) })),
  );
  await Deno.writeTextFile(path, formatNotices(notices));
}

async function readTexts(folder: BundledPackage["folder"]): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && NOTICE_FILE.test(name)) names.push(name);
  }
  return await Promise.all(names.sort().map((name) => Deno.readTextFile(join(folder, name))));
}
