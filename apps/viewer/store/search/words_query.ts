const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
const MIN_PREFIX = 3;

/**
 * Returns text as a query of the full-text index: all of its words; the last one may be the
 * beginning of a word, as it may still be being typed. Undefined where it has none.
 */
export function wordsQuery(text: string): string | undefined {
  const words = text.match(WORD);
  if (words === null) return undefined;
  const isPrefix = words.at(-1)!.length >= MIN_PREFIX;
  return words.map((word) => `"${word}"`).join(" ") + (isPrefix ? "*" : "");
}
