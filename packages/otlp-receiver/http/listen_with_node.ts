import { once } from "node:events";
import type { Http2SecureServer, Http2Server, Http2Session } from "node:http2";
import type { Server } from "node:http";
import type { AddressInfo, Server as TcpServer, Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { setTimeout } from "node:timers/promises";
import { listenError } from "../listen_error.ts";

/** A server of `node:http`, `node:https` or `node:http2`. */
export type NodeServer = Server | TcpServer | Http2Server | Http2SecureServer;

/** A server that listens, and its connections. */
export interface ListeningServer {
  readonly port: number;
  /** The open connections, below TLS where there is any. */
  readonly sockets: ReadonlySet<Socket>;
  /**
   * Takes no more connections and ends those that there are: after what is written to them, if that
   * takes no longer than `drainMillis`.
   *
   * @param drainMillis @default 0: breaks them
   * @param written Settles when the last answer is written.
   */
  close(drainMillis?: number, written?: Promise<unknown>): Promise<void>;
}

/**
 * Lets a server listen that knows who its connections are, so that it can be closed.
 *
 * @throws {Error} If it cannot listen there.
 */
export async function listenWithNode(
  server: NodeServer,
  { hostname, port, http2 }: {
    readonly hostname: string;
    readonly port: number;
    /** The server within it that has the sessions of HTTP/2. @default itself */
    readonly http2?: Http2Server;
  },
): Promise<ListeningServer> {
  const sockets = new Set<Socket>();
  // With TLS, and above it.
  const secureSockets = new Set<TLSSocket>();
  const sessions = new Set<Http2Session>();
  server.on("connection", (socket: Socket) => keep(sockets, socket));
  server.on("secureConnection", (socket: TLSSocket) => keep(secureSockets, socket));
  (http2 ?? server).on("session", (session: Http2Session) => keep(sessions, session));
  await new Promise<void>((resolve, reject) => {
    // Not only once: after it listens, an error without a listener would end the process.
    server.on("error", (error) => reject(listenError(error, { hostname, port })));
    server.listen(port, hostname, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    sockets,
    async close(drainMillis = 0, written) {
      const closed = new Promise((resolve) => server.close(resolve));
      if (drainMillis > 0) {
        const end = new AbortController();
        const drain = async () => {
          for (const session of sessions) session.close();
          await written;
          if (sessions.size === 0) {
            for (const socket of [...secureSockets, ...sockets]) socket.end();
          }
          await Promise.all([...sockets].map((socket) => once(socket, "close", end)));
        };
        await Promise.race([drain(), setTimeout(drainMillis, undefined, end)]).catch(() => {});
        end.abort();
      }
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function keep<T extends { on(event: "close", listener: () => void): unknown }>(
  open: Set<T>,
  one: T,
): void {
  open.add(one);
  one.on("close", () => open.delete(one));
}
