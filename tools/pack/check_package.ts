// What others find wrong with packages, before we publish one: `publint` knows what package managers
// and runtimes expect of package.json, `@arethetypeswrong/core` how TypeScript finds the types.
import { checkPackage as checkTypes, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import type { CheckResult } from "../run/run_check.ts";

/** What {@linkcode checkPackage} looks at. */
export interface CheckedPackage {
  readonly name: string;
  /** Absolute folder with the files of the tarball. */
  readonly folder: string;
  readonly tarball: Uint8Array<ArrayBuffer>;
}

/**
 * What does not matter here: all that runs Deno resolves as of 2022, and `require()` of an ES module
 * is none of Deno's troubles.
 */
const OTHER_RUNTIMES: ReadonlySet<string> = new Set(["node10", "node16-cjs"]);

/** Looks for what would be wrong for those who install a package. Asks no registry. */
export async function checkPackage(checked: CheckedPackage): Promise<CheckResult> {
  const { name, folder, tarball } = checked;
  const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: false });
  const problems = messages.map((message) =>
    `${name}: ${formatMessage(message, pkg, { color: false })} (publint ${message.code})`
  );
  const types = await checkTypes(createPackageFromTarballData(tarball));
  if (types.types === false) return { problems: [...problems, `${name}: has no types`] };
  for (const problem of types.problems) {
    if ("resolutionKind" in problem && OTHER_RUNTIMES.has(problem.resolutionKind)) continue;
    problems.push(`${name}: ${JSON.stringify(problem)} (attw ${problem.kind})`);
  }
  return { problems };
}
