import { OtlpDecodeError } from "../otlp_decode_error.ts";
import { OtlpLimitError } from "../otlp_limit_error.ts";
import { countListItems } from "./count_list_items.ts";
import { quoteUnsafeIntegers } from "./quote_unsafe_integers.ts";

// Strips U+FEFF at the beginning of the text, as JSON has none.
const textDecoder = new TextDecoder();

/**
 * Parses JSON, without rounding integers: those of 16 digits or more become strings, which is how
 * OTLP writes integers of 64 bits. (A field that is text takes them for text.)
 *
 * @param bytes The text, in UTF-8; what is not UTF-8 becomes U+FFFD.
 * @param root What it is, for errors.
 * @param maxItems How many items all lists may have together.
 * @throws {OtlpDecodeError} If it is not JSON.
 * @throws {OtlpLimitError} If more items than that are objects or lists.
 */
export function parseJson(bytes: Uint8Array, root: string, maxItems: number): unknown {
  // JSON.parse makes 56 bytes of each "{}". In a shorter text there cannot be too many.
  if (bytes.length > maxItems * 2 && countListItems(bytes) > maxItems) {
    throw new OtlpLimitError(root, "maxItems", maxItems);
  }
  const text = textDecoder.decode(bytes);
  try {
    const value: unknown = JSON.parse(text);
    const quoted = quoteUnsafeIntegers(text);
    return quoted === text ? value : JSON.parse(quoted);
  } catch {
    // The error of JSON.parse has a part of the text in its message.
    throw new OtlpDecodeError(`Cannot decode ${root}: the text is not JSON`, { path: "" });
  }
}
