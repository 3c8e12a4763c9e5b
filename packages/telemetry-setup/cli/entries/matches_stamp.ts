import { describeFile } from "./describe_file.ts";

/**
 * Whether Deno and all files are as the stamp says. A file that is new to the folders is not looked
 * for: it goes into a bundle only if one of the others has changed to import it.
 *
 * @param stamp What `makeStamp` has made.
 * @param root Folder of this package's sources, without a slash at its end.
 */
export function matchesStamp(stamp: string, root: string): boolean {
  const [version, ...lines] = stamp.split("\n");
  if (version !== Deno.version.deno || lines.length === 0) return false;
  try {
    return lines.every((line) =>
      describeFile(line.slice(line.lastIndexOf("\t") + 1), root) === line
    );
  } catch {
    return false;
  }
}
