import { once } from "node:events";
import { createSecureServer, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Certificate } from "./create_certificate.ts";

/** A receiver that speaks TLS and takes every payload. */
export interface TlsReceiver extends AsyncDisposable {
  /** With `localhost` as the host. */
  readonly endpoint: string;
  /** What it was sent, in order. */
  readonly payloads: readonly Uint8Array[];
  /** Where to it was sent, in the same order. */
  readonly paths: readonly string[];
}

/** Options of {@linkcode startTlsReceiver}. */
export interface TlsReceiverOptions {
  readonly certificate: Certificate;
  /** Whose certificates clients have to show. @default they need none */
  readonly clientAuthority?: Certificate;
}

/**
 * Starts a receiver on the loopback interface.
 *
 * @param kind What it speaks: HTTP/1.1, HTTP/2 only, or gRPC.
 */
export async function startTlsReceiver(
  kind: "http/1.1" | "http/2" | "grpc",
  { certificate: { cert, key }, clientAuthority }: TlsReceiverOptions,
): Promise<TlsReceiver> {
  const payloads: Uint8Array[] = [];
  const paths: string[] = [];
  const options = {
    cert,
    key,
    ...(clientAuthority === undefined
      ? {}
      : { ca: clientAuthority.cert, requestCert: true, rejectUnauthorized: true }),
  };

  function receive(source: NodeJS.ReadableStream, path: string, answer: () => void): void {
    const chunks: Uint8Array[] = [];
    source.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    source.on("end", () => {
      payloads.push(new Uint8Array(chunks.flatMap((chunk) => [...chunk])));
      paths.push(path);
      answer();
    });
  }

  function answerStream(
    stream: ServerHttp2Stream,
    { ":path": path = "" }: IncomingHttpHeaders,
  ): void {
    // What the client does with a stream is its own business.
    stream.on("error", () => {});
    const headers = kind === "grpc"
      ? { "content-type": "application/grpc", "grpc-status": "0" }
      : {};
    receive(
      stream,
      path,
      () => stream.respond({ ":status": 200, ...headers }, { endStream: true }),
    );
  }

  const server = kind === "http/1.1"
    ? createServer(
      options,
      (request, response) => receive(request, request.url ?? "", () => response.end()),
    )
    : createSecureServer(options).on("stream", answerStream);
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  // Clients that are turned away are what the tests are about.
  for (const event of ["tlsClientError", "clientError", "sessionError"]) server.on(event, () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `https://localhost:${port}`,
    payloads,
    paths,
    async [Symbol.asyncDispose]() {
      // Connections first: at the closing of a server with open ones, Deno 2.9 may abort the process.
      const gone = [...sockets].map((socket) => once(socket, "close"));
      for (const socket of sockets) socket.destroy();
      await Promise.all(gone);
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
