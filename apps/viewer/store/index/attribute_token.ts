// Hot path: runs for every attribute of every item.
import { hashText, SEPARATOR } from "./hash_text.ts";

/** What attributes and other properties with text are called in the inverted index. */
export type Property = "service" | "scope" | "run" | "route";

/** Returns the token of an attribute with this value, or of its being there at all. */
export function attributeToken(key: string, value?: string): number {
  return hashText(value === undefined ? key : key + SEPARATOR + value);
}

/** Returns the token of something else that is searched by its text. */
export function propertyToken(property: Property, value: string): number {
  return hashText(SEPARATOR + property + SEPARATOR + value);
}

// Numbers of rows are below 0 in the index, where no hash is.
const NAMES = 2 ** 40;

/** Returns the token of a source's items. */
export function sourceToken(source: number): number {
  return -source;
}

/** Returns the token of a span's name. */
export function nameToken(name: number): number {
  return -(NAMES + name);
}
