import { parseSearch } from "./parse_search.ts";

/** `key:value` as it is typed, in quotes where it has to be. */
export function searchTerm(key: string, value: string, negated = false): string {
  const plain = /^[^\s"\\*][^\s"\\]*$/u.test(value);
  const text = plain ? value : `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
  return `${negated ? "-" : ""}${key}:${text}`;
}

/** Adds a term, unless it is there; its opposite goes. */
export function addTerm(search: string, term: string): string {
  const opposite = term.startsWith("-") ? term.slice(1) : `-${term}`;
  const kept = parseSearch(search).map(({ source }) => source)
    .filter((source) => source !== opposite && source !== term);
  return [...kept, term].join(" ");
}

/** Takes a term away. */
export function removeTerm(search: string, term: string): string {
  return parseSearch(search).map(({ source }) => source)
    .filter((source) => source !== term).join(" ");
}

/** Puts `key:value` in the place of all terms with this key; without a value they only go. */
export function setTerm(search: string, key: string, value: string | undefined): string {
  const kept = parseSearch(search).filter((term) => term.key !== key || term.negated)
    .map(({ source }) => source);
  return (value === undefined ? kept : [...kept, searchTerm(key, value)]).join(" ");
}
