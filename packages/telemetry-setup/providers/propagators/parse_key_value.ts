import { isHeaderName } from "./is_header_name.ts";
import { trimBlanks } from "./trim_blanks.ts";

/** Printable ASCII without blank, quote, comma, semicolon, backslash. */
const VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;

/** A member of the baggage, or a property of one. */
export interface KeyValue {
  readonly key: string;
  /** As it stands in the header. */
  readonly value: string;
}

/**
 * Reads `key=value`, with or without blanks around either, as both a member of the baggage and a
 * property of one may be.
 *
 * @returns `undefined` for what is no such thing.
 * @see {@link https://www.w3.org/TR/baggage/#definition}
 */
export function parseKeyValue(text: string): KeyValue | undefined {
  const equals = text.indexOf("=");
  if (equals < 0) return undefined;
  const key = trimBlanks(text.slice(0, equals));
  const value = trimBlanks(text.slice(equals + 1));
  return isHeaderName(key) && VALUE.test(value) ? { key, value } : undefined;
}
