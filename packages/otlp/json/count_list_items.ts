import { JsonByte } from "./json_byte.ts";
import { stringEnd } from "./string_end.ts";

/**
 * Counts the items of all lists in a JSON text that are objects or lists themselves, without
 * parsing it. The text need not be valid.
 */
export function countListItems(json: Uint8Array): number {
  let items = 0;
  // The last byte that is neither in a string nor white space.
  let previous = 0;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index]!;
    switch (byte) {
      case JsonByte.TAB:
      case JsonByte.LINE_FEED:
      case JsonByte.CARRIAGE_RETURN:
      case JsonByte.SPACE:
        continue;
      case JsonByte.QUOTE:
        index = stringEnd(json, index);
        if (index < 0) return items;
        break;
      case JsonByte.OPENING_BRACE:
      case JsonByte.OPENING_BRACKET:
        // In an object there is a colon before a value.
        if (previous === JsonByte.OPENING_BRACKET || previous === JsonByte.COMMA) items++;
        break;
    }
    previous = byte;
  }
  return items;
}
