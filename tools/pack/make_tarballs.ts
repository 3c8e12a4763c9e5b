import { join } from "node:path";
import { runCommand } from "../run/run_command.ts";
import { type BuiltPackage, packPackages } from "./pack_packages.ts";
import type { PackedPackage } from "./packed_package.ts";

/** Options of {@linkcode makeTarballs}. */
export interface MakeTarballsOptions {
  /** Absolute folder of the project. */
  readonly root: string;
  /** Absolute folder that gets the tarballs. */
  readonly out: string;
  /** Looks at a package as it is in its tarball, before its files are removed. */
  readonly inspect?: (built: BuiltPackage, tarball: string) => Promise<void>;
}

/**
 * Makes the tarballs of packages with `npm pack`, which knows best what is in one.
 *
 * @returns Their absolute paths, in the order of the packages.
 * @throws {Error} If a step fails, such as where there is no npm.
 */
export async function makeTarballs(
  packages: readonly PackedPackage[],
  { root, out, inspect }: MakeTarballsOptions,
): Promise<readonly string[]> {
  const target = join(root, ".cache", `pack-${crypto.randomUUID()}`);
  const npm = Deno.build.os === "windows" ? "npm.cmd" : "npm";
  await Deno.mkdir(out, { recursive: true });
  try {
    const tarballs: string[] = [];
    for (const built of await packPackages(packages, { root, target })) {
      const args = ["pack", "--silent", "--pack-destination", out];
      const { code, stdout, stderr } = await runCommand([npm, ...args], { cwd: built.folder });
      if (code !== 0) throw new Error(`Cannot pack: npm pack ended with ${code}: ${stderr}`);
      const tarball = join(out, stdout.trim());
      await inspect?.(built, tarball);
      tarballs.push(tarball);
    }
    return tarballs;
  } finally {
    await Deno.remove(target, { recursive: true }).catch(() => {});
  }
}
