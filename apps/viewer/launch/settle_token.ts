import { isLoopback } from "./is_loopback.ts";
import type { ViewerOptions } from "./viewer_options.ts";

/**
 * The token that whoever looks or sends has to show, or none where only this machine can, or where
 * everybody may.
 *
 * @param readFile Reads a file of text.
 * @throws {TypeError} If the file cannot be read, or holds no token.
 */
export function settleToken(
  { host, tokenFile, unsafe }: Pick<ViewerOptions, "host" | "tokenFile" | "unsafe">,
  readFile: (path: string) => string,
): string | undefined {
  if (tokenFile !== undefined) {
    let text: string;
    try {
      text = readFile(tokenFile);
    } catch (error) {
      throw new TypeError(
        `Cannot use --token-file: ${error instanceof Error ? error.message : error}`,
      );
    }
    const token = text.trim();
    if (/^[\x21-\x7e]{16,}$/.test(token)) return token;
    throw new TypeError(
      "Cannot use --token-file: it does not hold 16 or more printable characters without spaces",
    );
  }
  if (unsafe || isLoopback(host)) return undefined;
  return crypto.getRandomValues(new Uint8Array(16)).toHex();
}
