import { hostOf } from "./endpoint_of.ts";

/** Says in the same words, whatever server it was, that a receiver cannot listen. */
export function listenError(
  cause: unknown,
  { hostname, port }: { readonly hostname: string; readonly port: number },
): Error {
  const text = String(cause);
  const state = /AddrInUse|EADDRINUSE|address already in use/i.test(text)
    ? "the port is taken"
    : /NotCapable|Requires net access/.test(text)
    ? `not permitted; add --allow-net=${hostOf(hostname)}:${port}`
    : text;
  return new Error(`Cannot listen on ${hostOf(hostname)}:${port}: ${state}`, { cause });
}
