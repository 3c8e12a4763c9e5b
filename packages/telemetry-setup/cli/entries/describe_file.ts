/**
 * A line of the stamp that tells whether the entries are up to date: of a file that has not changed
 * it is the same.
 *
 * @param root Folder that the path is relative to, without a slash at its end.
 * @throws {Deno.errors.NotFound} If there is no such file.
 */
export function describeFile(path: string, root: string): string {
  // A text is quicker than a URL for each file.
  const { mtime, size } = Deno.statSync(`${root}/${path}`);
  return `${mtime?.getTime()}\t${size}\t${path}`;
}
