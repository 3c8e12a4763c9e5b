/** The licence of a package, and what else it wants to be passed on with it. */
export interface PackageNotice {
  /** Such as `yaml@2.9.1`. */
  readonly id: string;
  /** The texts of its licence and notice files. */
  readonly texts: readonly string[];
}

/**
 * Writes whose code a package passes on, and on which terms: each text once, with all packages that
 * it is for.
 *
 * @throws {Error} If a package says nothing of its terms.
 */
export function formatNotices(notices: readonly PackageNotice[]): string {
  const idsByTerms = new Map<string, string[]>();
  for (const { id, texts } of notices) {
    if (texts.length === 0) throw new Error(`Cannot pack: ${id} has no licence file`);
    const terms = texts.map((text) => text.replaceAll("\r\n", "\n").trim()).join("\n\n");
    idsByTerms.set(terms, [...idsByTerms.get(terms) ?? [], id]);
  }
  const parts = [...idsByTerms].map(([terms, ids]) => `${ids.join("\n")}\n\n${terms}\n`);
  const line = "-".repeat(80);
  return ["The files in dist/entries contain code of these packages.\n", ...parts]
    .join(`\n${line}\n\n`);
}
