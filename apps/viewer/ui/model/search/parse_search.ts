/** A part of what is typed into a search box. */
export interface SearchTerm {
  /** `service` of `service:shop`; absent for a plain word. */
  readonly key?: string;
  readonly operator: ":" | ">" | "<";
  /** Empty after `key:*`: the key is there. */
  readonly value: string;
  readonly negated: boolean;
  /** As typed. */
  readonly source: string;
}

// A minus; a key with a colon or a comparison; then quoted or up to the next blank.
const TERM = /(-?)(?:([\w./@-]*[\w/@])([:<>])=?)?(?:"((?:[^"\\]|\\.)*)"?|(\S+))/gu;

/**
 * Takes a search apart: words, `key:value`, `-key:value` (not), `key:*` (is there),
 * `duration>10ms`. Values with blanks are in double quotes. There is no wrong input: what does not
 * look like a term is a word.
 */
export function parseSearch(text: string): readonly SearchTerm[] {
  const terms: SearchTerm[] = [];
  for (const match of text.matchAll(TERM)) {
    const [source, minus, key, operator, quoted, bare] = match;
    const value = quoted !== undefined ? quoted.replaceAll(/\\(.)/g, "$1") : bare ?? "";
    if (key === undefined) {
      // A word that begins with a minus means itself: only keys can be excluded.
      terms.push({ operator: ":", value: `${minus}${value}`, negated: false, source });
      continue;
    }
    terms.push({
      key,
      operator: operator as ":" | ">" | "<",
      value: quoted === undefined && value === "*" ? "" : value,
      negated: minus === "-",
      source,
    });
  }
  return terms;
}
