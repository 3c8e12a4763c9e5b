import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttpServer } from "node:http";
import {
  createServer as createHttp2Server,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { ReceiverTls } from "../receiver.ts";

/** Who answers what comes in. */
export interface Listeners {
  /** Requests over HTTP/1.1. Absent: it is not spoken. */
  readonly onRequest?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Streams of HTTP/2. Absent: it is not spoken. */
  readonly onStream?: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;
}

/** A server, and the one within it that knows the sessions of HTTP/2. */
export interface Listener {
  readonly front: Server;
  readonly http2?: Http2Server;
}

const MAX_HEADER_BYTES = 16 * 1024;
/** The first bytes of a connection that speaks HTTP/2. No method of HTTP/1.1 begins so. */
const HTTP2_PREFACE = "PRI * HTTP/2.0";

/**
 * Makes a server for what there are listeners for. With TLS, clients say which HTTP they speak; without,
 * their first bytes tell. Where only one is spoken, its own server takes the connections itself: given by
 * another one, each request takes five times as long on Deno 2.9.
 */
export function createListener(
  { onRequest, onStream }: Listeners,
  tls: ReceiverTls | undefined,
): Listener {
  const http1 = onRequest && createHttpServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    // The guard of connections has its own.
    headersTimeout: 0,
    requestTimeout: 0,
    keepAliveTimeout: 0,
  }, onRequest);
  const http2 = onStream && createHttp2Server({
    settings: { maxConcurrentStreams: 128, maxHeaderListSize: MAX_HEADER_BYTES },
  });
  if (onStream !== undefined) http2?.on("stream", onStream);
  // What clients do with their connections is their own business.
  http2?.on("sessionError", () => {});
  const inner = http2 === undefined ? {} : { http2 };

  const giveTo = (socket: Socket, isHttp2: boolean) => {
    const server = isHttp2 ? http2 : http1;
    if (server === undefined) socket.destroy();
    else server.emit("connection", socket);
  };
  if (tls !== undefined) {
    const front = createTlsServer({
      cert: tls.cert,
      key: tls.key,
      ALPNProtocols: [...(http2 ? ["h2"] : []), ...(http1 ? ["http/1.1"] : [])],
      ...(tls.clientCa === undefined
        ? {}
        : { ca: tls.clientCa, requestCert: true, rejectUnauthorized: true }),
    }, (socket) => {
      socket.on("error", () => {});
      giveTo(socket, socket.alpnProtocol === "h2");
    });
    front.on("tlsClientError", () => {});
    return { front, ...inner };
  }
  if (http2 === undefined && http1 !== undefined) return { front: http1 };
  if (http1 === undefined && http2 !== undefined) return { front: http2, http2 };
  const front = createTcpServer((socket) => {
    socket.on("error", () => {});
    socket.once("readable", () => {
      const start: Uint8Array | null = socket.read();
      if (start === null) return;
      socket.unshift(start);
      const text = new TextDecoder().decode(start.subarray(0, HTTP2_PREFACE.length));
      giveTo(socket, HTTP2_PREFACE.startsWith(text));
    });
  });
  return { front, ...inner };
}
