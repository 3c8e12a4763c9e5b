import type { ListenOptions } from "../receiver.ts";

/**
 * Makes sure that nobody opens a receiver to other machines by mistake.
 *
 * @throws {TypeError} If it would take from other machines what anybody sends.
 */
export function checkInterface(
  { hostname = "127.0.0.1", token, tls, unsafe = false }:
    & Pick<ListenOptions, "hostname" | "tls" | "unsafe">
    & { readonly token?: string },
): void {
  if (token === "") throw new TypeError("Cannot start the receiver: its token is empty");
  if (isLoopback(hostname) || unsafe) return;
  if (token !== undefined || tls?.clientCa !== undefined) return;
  throw new TypeError(
    `Cannot listen on ${hostname}: other machines could send to it; ` +
      "ask for a token or for client certificates, or say that it may be unsafe",
  );
}

function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(hostname);
}
