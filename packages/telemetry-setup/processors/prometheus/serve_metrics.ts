import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { OWN_SERVERS } from "../../diagnostics/own_servers.ts";

/** What a scrape is answered with. */
export interface MetricsPage {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** Options of {@linkcode serveMetrics}. */
export interface ServeMetricsOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Makes the page; `accept` is the request's header of that name. */
  readonly render: (accept: string) => Promise<MetricsPage>;
}

/** A server that was started by {@linkcode serveMetrics}. */
export interface MetricsServer {
  /** Where the page is. */
  readonly url: string;
  /** Ends connections, too. */
  close(): Promise<void>;
}

/**
 * Serves a page on `/metrics`. Neither the server nor a connection keeps the process alive.
 *
 * The socket is opened past `Deno.serve` and past the HTTP server's own `listen`: both would be an
 * application's server for this distribution and for Deno, which gives the first one that is
 * started the address of `DENO_SERVE_ADDRESS`.
 *
 * @throws {Error} If the address cannot be listened on.
 */
export async function serveMetrics(
  { host, port, render }: ServeMetricsOptions,
): Promise<MetricsServer> {
  // They take a while to load, and few need them.
  const [http, net] = await Promise.all([import("node:http"), import("node:net")]);
  const sockets = new Set<Socket>();
  const server = http.createServer((request, response) => {
    answer(request, response, render).catch((error) => {
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(`Cannot collect metrics: ${error instanceof Error ? error.message : error}\n`);
    });
  });
  OWN_SERVERS.add(server);
  const listener = net.createServer((socket) => {
    sockets.add(socket);
    // What the client does with its connection is its own business.
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.unref();
    server.emit("connection", socket);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once("error", reject);
    listener.listen({ host, port }, resolve);
    listener.unref();
  });
  listener.on("error", () => {});
  return {
    url: `http://${formatHost(host)}:${(listener.address() as AddressInfo).port}/metrics`,
    async close() {
      const closed = new Promise((resolve) => listener.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  render: ServeMetricsOptions["render"],
): Promise<void> {
  request.resume();
  const [path] = (request.url ?? "").split("?", 1);
  if (path !== "/metrics") {
    response.writeHead(404, { "content-type": "text/plain" }).end("Metrics are at /metrics\n");
  } else if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { "allow": "GET, HEAD" }).end();
  } else {
    const { contentType, body } = await render(request.headers.accept ?? "");
    response.writeHead(200, { "content-type": contentType, "content-length": body.length });
    response.end(request.method === "HEAD" ? undefined : body);
  }
}

function formatHost(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
