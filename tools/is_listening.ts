/**
 * Whether something takes TCP connections at an address. A host that never answers counts as
 * nothing.
 *
 * @param url Its host and port are asked; without a port that of its scheme.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
 * assert.equal(await isListening(new URL(`http://127.0.0.1:${listener.addr.port}`)), true);
 * ```
 */
export async function isListening(
  url: URL,
  { timeoutMillis = 500 }: { readonly timeoutMillis?: number } = {},
): Promise<boolean> {
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  try {
    const connection = await Deno.connect({
      hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port,
      signal: AbortSignal.timeout(timeoutMillis),
    });
    connection.close();
    return true;
  } catch {
    return false;
  }
}
