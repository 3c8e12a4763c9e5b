/** A server of pages and API. */
export interface ApiServer {
  /** Scheme, host and port. */
  readonly url: string;
  /** Answers what it is busy with, for so long at most. */
  close(timeoutMillis: number): Promise<void>;
}

/**
 * Listens for requests to pages and API.
 *
 * @throws {Error} If it cannot.
 */
export function startApi(
  fetch: (request: Request) => Response | Promise<Response>,
  { hostname, port }: { readonly hostname: string; readonly port: number },
): ApiServer {
  const host = hostname.includes(":") ? `[${hostname}]` : hostname;
  const abort = new AbortController();
  let server: Deno.HttpServer<Deno.NetAddr>;
  try {
    server = Deno.serve({ hostname, port, signal: abort.signal, onListen() {} }, fetch);
  } catch (error) {
    const state = error instanceof Deno.errors.AddrInUse
      ? "the port is taken"
      : error instanceof Error
      ? error.message
      : String(error);
    throw new Error(`Cannot listen on ${host}:${port}: ${state}`, { cause: error });
  }
  // What a browser on this machine can open.
  const name = /^(?:127\.0\.0\.1|0\.0\.0\.0|::1?)$/.test(hostname) ? "localhost" : host;
  return {
    url: `http://${name}:${server.addr.port}`,
    async close(timeoutMillis) {
      const timer = setTimeout(() => abort.abort(), timeoutMillis);
      await server.shutdown();
      clearTimeout(timer);
    },
  };
}
