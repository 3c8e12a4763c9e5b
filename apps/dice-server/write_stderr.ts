const encoder = new TextEncoder();

/**
 * Writes text to standard error and returns when the system has all of it.
 *
 * Not `console.error`: what watches the console would take each log line for a second record.
 * A standard error that is closed or broken loses the text and harms nothing else.
 *
 * @param text The text, written as UTF-8.
 *
 * @example Writing one line
 * ```ts
 * import { writeStderr } from "./write_stderr.ts";
 * import { equal } from "node:assert/strict";
 *
 * equal(writeStderr("one line\n"), undefined);
 * ```
 */
export function writeStderr(text: string): void {
  let rest = encoder.encode(text);
  try {
    // One write may take only a part of a long line.
    while (rest.length > 0) rest = rest.subarray(Deno.stderr.writeSync(rest));
  } catch {
    // Nowhere is left to report it.
  }
}
