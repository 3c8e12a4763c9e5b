/**
 * Writes one line to standard error, synchronously and past `console`, which is instrumented.
 *
 * @param line Without its line feed.
 * @throws {Error} If standard error is closed or full.
 */
export function writeToStandardError(line: string): void {
  const bytes = new TextEncoder().encode(`${line}\n`);
  // A pipe may take a part only.
  for (let written = 0; written < bytes.length;) {
    written += Deno.stderr.writeSync(bytes.subarray(written));
  }
}
