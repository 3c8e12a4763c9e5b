// Hot path: runs for each part of the trace headers of each request.
const [TAB, SPACE] = [0x09, 0x20];

/**
 * The text without spaces and tabs around it, which mean nothing in a header. A regular expression
 * that looks for an end of blanks takes the square of their number, and any caller may send many.
 */
export function trimBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}
