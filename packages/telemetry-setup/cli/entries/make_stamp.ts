import { fileExists } from "../launch/file_exists.ts";
import { describeFile } from "./describe_file.ts";

const SKIPPED = new Set(["dist", "testing", "testdata"]);

/**
 * Describes everything that goes into the entries: Deno, the source files, and the lock file.
 *
 * @param root Folder of this package's sources, without a slash at its end.
 */
export function makeStamp(root: string): string {
  const lines: string[] = [];
  const visit = (folder: string) => {
    for (const { name, isDirectory } of Deno.readDirSync(`${root}/${folder}`)) {
      const path = `${folder}/${name}`;
      if (isDirectory) {
        if (!SKIPPED.has(name) && !name.startsWith(".")) visit(path);
      } else if (/(?<!_test|_bench)\.(ts|cjs|json|sh)$/.test(name)) {
        lines.push(describeFile(path, root));
      }
    }
  };
  visit(".");
  // The only other package that goes into the bundles.
  visit("../otlp");
  const lock = "../../deno.lock";
  if (fileExists(`${root}/${lock}`)) lines.push(describeFile(lock, root));
  return [Deno.version.deno, ...lines].join("\n");
}
