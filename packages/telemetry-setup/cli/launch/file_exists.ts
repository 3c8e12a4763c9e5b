/**
 * Tells whether there is a file or folder. Not `existsSync` of `node:fs`: to load that module takes
 * longer than everything else that `instrument` does.
 */
export function fileExists(path: string | URL): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
