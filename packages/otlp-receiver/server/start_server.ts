import type { IncomingMessage, ServerResponse } from "node:http";
import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { endpointOf } from "../endpoint_of.ts";
import { answerCall } from "../grpc/answer_call.ts";
import { endCall } from "../grpc/end_call.ts";
import { answerExport } from "../http/answer_export.ts";
import type { HttpAnswer } from "../http/http_exchange.ts";
import type { HttpHandlerOptions } from "../http/create_http_handler.ts";
import { isLocalhostOrigin } from "../http/is_localhost_origin.ts";
import { listenWithNode } from "../http/listen_with_node.ts";
import { exchangeOf, writeAnswer } from "../http/node_exchange.ts";
import { createIntake } from "../intake/intake.ts";
import type { ListenOptions, Receiver } from "../receiver.ts";
import { retry } from "../verdict/retry.ts";
import { checkInterface } from "./check_interface.ts";
import { createClosingGate } from "./closing_gate.ts";
import { guardConnections } from "./connection_guard.ts";
import { createListener } from "./create_listener.ts";

/** What a server speaks, besides what its receiver was asked for. */
export interface ServerOptions extends HttpHandlerOptions, ListenOptions {
  readonly protocols: readonly ("http" | "grpc")[];
  readonly port: number;
}

const ENDING = "The receiver is ending";

/** Starts a receiver: what the public functions that start one have in common. */
export async function startServer(options: ServerOptions): Promise<Receiver> {
  const { hostname = "127.0.0.1", port, tls, closeTimeoutMillis = 5000, protocols } = options;
  const { headTimeoutMillis = 10_000, idleTimeoutMillis = 120_000, maxConnections = 1024 } =
    options;
  checkInterface(options);
  const http = {
    intake: createIntake(options),
    allowOrigin: options.allowOrigin ?? isLocalhostOrigin,
  };
  const speaksHttp = protocols.includes("http");
  const speaksGrpc = protocols.includes("grpc");
  const gate = createClosingGate();
  const exchanges = new Set<Promise<void>>();

  /** Answers, and never fails: what is left to go wrong is that the client is gone. */
  function meet(peer: Parameters<typeof guard.begin>[0], answer: () => Promise<void>): void {
    const end = guard.begin(peer);
    const met = answer().catch(() => {}).finally(() => {
      end();
      exchanges.delete(met);
    });
    exchanges.add(met);
  }

  async function answerHttp(
    source: IncomingMessage | ServerHttp2Stream,
    { method, path, headers }: Parameters<typeof exchangeOf>[1],
  ): Promise<HttpAnswer> {
    const exchange = exchangeOf(source, { method, path, headers });
    if (exchange === undefined) return { status: 400, headers: {} };
    return await gate.run(() => answerExport(exchange, http)) ??
      { status: 503, headers: { "retry-after": "1" }, body: ENDING };
  }

  const { front, http2 } = createListener({
    ...(speaksHttp
      ? {
        onRequest(request: IncomingMessage, response: ServerResponse) {
          const { method, url: path, headers } = request;
          meet(request.socket, async () => {
            await writeAnswer(response, await answerHttp(request, { method, path, headers }));
          });
        },
      }
      : {}),
    ...(speaksGrpc || tls !== undefined
      ? {
        onStream(stream: ServerHttp2Stream, headers: IncomingHttpHeaders) {
          stream.on("error", () => {});
          const { ":method": method, ":path": path, "content-type": contentType } = headers;
          meet(stream.session?.socket, async () => {
            if (speaksGrpc && contentType?.startsWith("application/grpc")) {
              const call = { stream, headers };
              const end = await gate.run(() => answerCall(call, http.intake)) ??
                retry(1000, { message: ENDING });
              return await endCall(stream, end);
            }
            const answer = speaksHttp
              ? await answerHttp(stream, { method, path, headers })
              : { status: 415, headers: {} };
            await writeAnswer(stream, answer);
          });
        },
      }
      : {}),
  }, tls);
  const guard = guardConnections(front, { headTimeoutMillis, idleTimeoutMillis, maxConnections });
  const listening = await listenWithNode(front, { hostname, port, ...(http2 && { http2 }) });
  let closed: Promise<void> | undefined;
  return {
    endpoint: endpointOf({ hostname, port: listening.port, secure: tls !== undefined }),
    hostname,
    port: listening.port,
    [Symbol.asyncDispose]: () =>
      closed ??= (async () => {
        await gate.close(closeTimeoutMillis);
        await listening.close(1000, Promise.all(exchanges));
      })(),
  };
}
