// Above 40 digits no type is exact. What precedes and follows a match belongs to no number.
const UNSAFE_INTEGERS = /(?<![\d.eE+-])-?\d{16,40}(?![\d.eE])/g;
// The text before a number in JSON. Much faster to look for, but also found in strings.
const MAYBE_UNSAFE_INTEGER = /[:,[]\s*-?\d{16}/;

/**
 * Puts quotation marks around the integers in a JSON text that may not be safe integers, but not
 * within strings.
 *
 * @param text Valid JSON.
 */
export function quoteUnsafeIntegers(text: string): string {
  if (!MAYBE_UNSAFE_INTEGER.test(text)) return text;
  let quoted = "";
  let copied = 0;
  let stringStart = text.indexOf('"');
  let stringEnd = 0;
  for (const { 0: digits, index } of text.matchAll(UNSAFE_INTEGERS)) {
    while (stringStart >= 0 && stringStart < index) {
      stringEnd = endOfString(text, stringStart);
      stringStart = text.indexOf('"', stringEnd);
    }
    if (index < stringEnd) continue;
    quoted += `${text.slice(copied, index)}"${digits}"`;
    copied = index + digits.length;
  }
  return quoted + text.slice(copied);
}

/** The position after the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote + 1;
}

function isEscaped(text: string, position: number): boolean {
  let backslashes = 0;
  while (text[position - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}
