/**
 * The URL for senders. Certificates are for names, so that a receiver at a loopback address with TLS
 * is called `localhost`.
 */
export function endpointOf(
  { hostname, port, secure }: {
    readonly hostname: string;
    readonly port: number;
    readonly secure: boolean;
  },
): string {
  const isLoopback = hostname === "127.0.0.1" || hostname === "::1";
  const host = secure && isLoopback ? "localhost" : hostOf(hostname);
  return `${secure ? "https" : "http"}://${host}:${port}`;
}

/** A name or address as it stands in a URL. */
export function hostOf(hostname: string): string {
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}
