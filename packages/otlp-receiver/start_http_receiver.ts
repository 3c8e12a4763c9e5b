import { createSecureServer } from "node:http2";
import { endpointOf } from "./endpoint_of.ts";
import { type ClosableHandler, closableHandler } from "./http/closable_handler.ts";
import { createHttpHandler, type HttpHandlerOptions } from "./http/create_http_handler.ts";
import { listenWithNode } from "./http/listen_with_node.ts";
import { answerWithHandler } from "./http/node_listener.ts";
import { listenError } from "./listen_error.ts";
import type { ListenOptions, Receiver, ReceiverTls } from "./receiver.ts";

/** Options of {@linkcode startHttpReceiver}. */
export interface HttpReceiverOptions extends HttpHandlerOptions, ListenOptions {}

/** A server that listens, and how it ends. */
interface HttpServer {
  readonly port: number;
  close(closeTimeoutMillis: number): Promise<void>;
}

/**
 * Starts a receiver for OTLP/HTTP: {@linkcode createHttpHandler} on a port of the loopback
 * interface, or another one. It speaks HTTP/1.1 and HTTP/2.
 *
 * @param options Who takes what comes in, where to listen, and what a request may ask for.
 * @returns The receiver, listening. Disposing of it takes no more requests and answers those that it
 * has.
 * @throws {Error} If it cannot listen there.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlphttp | OTLP/HTTP}
 *
 * @example
 * ```ts
 * import { startHttpReceiver } from "@otel-deno/otlp-receiver";
 * import { equal } from "node:assert/strict";
 *
 * await using receiver = await startHttpReceiver({
 *   port: 0,
 *   onExport({ signal, contentType, bytes }) {
 *     equal(`${signal} ${contentType} ${bytes.length}`, "logs application/json 19");
 *   },
 * });
 * const response = await fetch(`${receiver.endpoint}/v1/logs`, {
 *   method: "POST",
 *   headers: { "content-type": "application/json" },
 *   body: '{"resourceLogs":[]}',
 * });
 * equal(await response.text(), "{}");
 * ```
 */
export async function startHttpReceiver(options: HttpReceiverOptions): Promise<Receiver> {
  const { hostname = "127.0.0.1", port = 4318, tls, closeTimeoutMillis = 5000 } = options;
  const handler = closableHandler(createHttpHandler(options));
  const { clientCa, ...certificate } = tls ?? {};
  const server = clientCa === undefined
    ? serveWithDeno(handler, { hostname, port, ...certificate })
    : await serveWithNode(handler, { hostname, port, tls: { ...tls!, clientCa } });
  let closed: Promise<void> | undefined;
  return {
    endpoint: endpointOf({ hostname, port: server.port, secure: tls !== undefined }),
    hostname,
    port: server.port,
    [Symbol.asyncDispose]: () => closed ??= server.close(closeTimeoutMillis),
  };
}

function serveWithDeno(
  { handle, close }: ClosableHandler,
  { hostname, port, ...certificate }: {
    readonly hostname: string;
    readonly port: number;
    readonly cert?: string;
    readonly key?: string;
  },
): HttpServer {
  const options = { hostname, port, onListen() {} };
  let server: Deno.HttpServer<Deno.NetAddr>;
  try {
    const { cert, key } = certificate;
    server = cert === undefined || key === undefined
      ? Deno.serve(options, handle)
      : Deno.serve({ ...options, cert, key }, handle);
  } catch (error) {
    throw listenError(error, { hostname, port });
  }
  return {
    port: server.addr.port,
    async close(closeTimeoutMillis) {
      await Promise.all([server.shutdown(), close(closeTimeoutMillis)]);
    },
  };
}

/** `Deno.serve` asks for no client certificates. */
async function serveWithNode(
  { handle, close }: ClosableHandler,
  { hostname, port, tls: { cert, key, clientCa } }: {
    readonly hostname: string;
    readonly port: number;
    readonly tls: ReceiverTls & { readonly clientCa: string };
  },
): Promise<HttpServer> {
  const writing = new Set<Promise<void>>();
  const server = createSecureServer({
    cert,
    key,
    ca: clientCa,
    requestCert: true,
    rejectUnauthorized: true,
    allowHTTP1: true,
  }, (request, response) => {
    const answered = answerWithHandler({ request, response }, handle)
      // The connection broke.
      .catch(() => {})
      .finally(() => writing.delete(answered));
    writing.add(answered);
  });
  const listening = await listenWithNode(server, { hostname, port });
  return {
    port: listening.port,
    async close(closeTimeoutMillis) {
      await close(closeTimeoutMillis);
      await Promise.all(writing);
      await listening.close(1000);
    },
  };
}
