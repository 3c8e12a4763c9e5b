/**
 * Replaces what is between two comments of a document: `<!-- NAME -->` and `<!-- end of NAME -->`.
 *
 * @throws {Error} If they are not there, in this order and each once.
 *
 * @example Usage
 * ```ts
 * import { replaceSection } from "./replace_section.ts";
 * import assert from "node:assert/strict";
 *
 * const page = "<!-- costs -->\n\nold\n\n<!-- end of costs -->\n";
 * assert.equal(
 *   replaceSection(page, { name: "costs", text: "new" }),
 *   "<!-- costs -->\n\nnew\n\n<!-- end of costs -->\n",
 * );
 * ```
 */
export function replaceSection(
  page: string,
  { name, text }: { readonly name: string; readonly text: string },
): string {
  const begin = `<!-- ${name} -->\n`;
  const end = `<!-- end of ${name} -->\n`;
  const [before, section, ...more] = page.split(begin);
  const [, after, ...rest] = section?.split(end) ?? [];
  if (after === undefined || more.length + rest.length > 0) {
    throw new Error(`Cannot replace the section: the page has not one "${name}" with an end`);
  }
  return `${before}${begin}\n${text}\n\n${end}${after}`;
}
