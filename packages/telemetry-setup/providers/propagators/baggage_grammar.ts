/** A token of RFC 9110, with blanks around it. */
const KEY = "[\\t ]*[\\w!#$%&'*+.^`|~-]+[\\t ]*";
/** Printable ASCII without blank, quote, comma, semicolon, backslash, and blanks around it. */
const VALUE = "[\\t ]*[\\x21\\x23-\\x2b\\x2d-\\x3a\\x3c-\\x5b\\x5d-\\x7e]*[\\t ]*";

/**
 * `key=value`, as both a member of the baggage and a property of one may be.
 *
 * @see {@link https://www.w3.org/TR/baggage/#definition}
 */
export const KEY_VALUE: RegExp = new RegExp(`^(${KEY})=(${VALUE})$`);

/** A property of a member: `key=value` or only a key. */
export const PROPERTY: RegExp = new RegExp(`^${KEY}(?:=${VALUE})?$`);
