/** Bytes that have a meaning in JSON outside of strings, by their names. */
export const JsonByte = {
  TAB: 0x09,
  LINE_FEED: 0x0a,
  CARRIAGE_RETURN: 0x0d,
  SPACE: 0x20,
  QUOTE: 0x22,
  COMMA: 0x2c,
  OPENING_BRACKET: 0x5b,
  BACKSLASH: 0x5c,
  CLOSING_BRACKET: 0x5d,
  OPENING_BRACE: 0x7b,
  CLOSING_BRACE: 0x7d,
} as const;
