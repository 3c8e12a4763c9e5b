const LISTED = /^\s*file:\/\/(\S+) \([\d.]+ ?[KMG]?i?B\)$/gm;
const UNWANTED = /_(test|bench)\.tsx?$|\/testdata\//;

/** What {@linkcode findUnwantedFiles} finds. */
export interface ListedFiles {
  /** How many would be published. */
  readonly count: number;
  /** Paths of those that are for tests only. */
  readonly unwanted: readonly string[];
}

/**
 * Reads in what `deno publish --dry-run` prints which files would be published, and which of them
 * nobody who installs the package needs: `publish.exclude` of its `deno.json` keeps those out.
 */
export function findUnwantedFiles(printed: string): ListedFiles {
  const paths = [...printed.matchAll(LISTED)].map(([, path]) => path!);
  return { count: paths.length, unwanted: paths.filter((path) => UNWANTED.test(path)) };
}
