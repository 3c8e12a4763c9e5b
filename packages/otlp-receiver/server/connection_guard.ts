import type { EventEmitter } from "node:events";
import type { Socket } from "node:net";

/** How long connections may stay without a request that is being answered, and how many there may be. */
export interface GuardOptions {
  /** Until the first request's headers are complete, in milliseconds. */
  readonly headTimeoutMillis: number;
  /** From an answer to the next request, in milliseconds. */
  readonly idleTimeoutMillis: number;
  readonly maxConnections: number;
}

/** What identifies a connection, with TLS or without. */
export interface Peer {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

/** Breaks connections that only keep a server waiting. */
export interface ConnectionGuard {
  /** A request's headers are complete. Returns what is to be called once it is answered. */
  begin(peer: Peer | undefined): () => void;
}

interface Connection {
  readonly socket: Socket;
  timer: ReturnType<typeof setTimeout> | undefined;
  requests: number;
}

/**
 * Watches all connections of a server. Neither `Deno.serve` nor servers that are given their
 * connections by another one, as those are that share a port, bound how long headers may take.
 */
export function guardConnections(
  server: EventEmitter,
  { headTimeoutMillis, idleTimeoutMillis, maxConnections }: GuardOptions,
): ConnectionGuard {
  const connections = new Map<string | undefined, Connection>();

  function wait(connection: Connection, millis: number): void {
    clearTimeout(connection.timer);
    connection.timer = setTimeout(() => connection.socket.destroy(), millis);
  }

  server.on("connection", (socket: Socket) => {
    if (connections.size >= maxConnections) return void socket.destroy();
    const key = keyOf(socket);
    const connection: Connection = { socket, timer: undefined, requests: 0 };
    connections.set(key, connection);
    wait(connection, headTimeoutMillis);
    socket.once("close", () => {
      clearTimeout(connection.timer);
      connections.delete(key);
    });
  });

  return {
    begin(peer) {
      const connection = connections.get(keyOf(peer));
      if (connection === undefined) return () => {};
      connection.requests++;
      clearTimeout(connection.timer);
      return () => {
        if (--connection.requests === 0 && !connection.socket.destroyed) {
          wait(connection, idleTimeoutMillis);
        }
      };
    },
  };
}

/** Above TLS there is another socket, with the same two ends. */
function keyOf(peer: Peer | undefined): string | undefined {
  try {
    return `${peer?.remoteAddress} ${peer?.remotePort}`;
  } catch {
    // What stands for the socket of HTTP/2 throws once it is gone.
    return undefined;
  }
}
