const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const OPENING_BRACE = 0x7b;

/**
 * Counts the items of all lists in a JSON text that are objects or lists themselves, without
 * parsing it. The text need not be valid.
 */
export function countListItems(json: Uint8Array): number {
  let items = 0;
  let inString = false;
  // The last byte that is neither in a string nor white space.
  let previous = 0;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index]!;
    if (inString) {
      if (byte === BACKSLASH) index++;
      else if (byte === QUOTE) inString = false;
      continue;
    }
    switch (byte) {
      case TAB:
      case LINE_FEED:
      case CARRIAGE_RETURN:
      case SPACE:
        continue;
      case QUOTE:
        inString = true;
        break;
      case OPENING_BRACE:
      case OPENING_BRACKET:
        // In an object there is a colon before a value.
        if (previous === OPENING_BRACKET || previous === COMMA) items++;
        break;
    }
    previous = byte;
  }
  return items;
}
