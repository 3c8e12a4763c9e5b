import type { DecodeOptions } from "@otel-deno/otlp";
import { Buffer } from "node:buffer";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  createSecureServer,
  createServer as createHttp2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import { setTimeout } from "node:timers/promises";
import { endpointOf } from "../endpoint_of.ts";
import type { ExportHandlers } from "../export_handlers.ts";
import { listenWithNode, type NodeServer } from "../http/listen_with_node.ts";
import type { Receiver, ReceiverTls } from "../receiver.ts";
import type { Verdict } from "../verdict/verdict.ts";
import type { FaultTools } from "./fault_tools.ts";
import { misbehaveOverGrpc } from "./misbehave_over_grpc.ts";
import { misbehaveOverHttp } from "./misbehave_over_http.ts";
import type { Misbehaviour, RecordedRequest, RequestHead } from "./misbehaviour.ts";
import { unpackBody } from "./unpack_body.ts";

/** Options of {@linkcode startFaultyReceiver}. */
export interface FaultyReceiverOptions extends ExportHandlers, DecodeOptions {
  /** What it speaks. */
  readonly protocol: "http" | "grpc";
  /**
   * How requests are met: all of them, or each as the function says by its head. Nothing is
   * `{ kind: "none" }`: well, as the handlers say; without handlers everything is accepted undecoded.
   */
  readonly misbehave?: Misbehaviour | ((request: RequestHead) => Misbehaviour | undefined);
  /** Name or address of the interface. @default "127.0.0.1" */
  readonly hostname?: string;
  /** The port. @default 0: a free one */
  readonly port?: number;
  /** What TLS takes. @default no TLS */
  readonly tls?: ReceiverTls;
  /** Of `http`. @default "1.1" */
  readonly httpVersion?: "1.1" | "2";
}

/** A receiver that misbehaves. Disposing of it breaks its connections. */
export interface FaultyReceiver extends Receiver {
  /** The requests that were read to their end, in order. */
  readonly requests: readonly RecordedRequest[];
  /** How many bytes of floods that are not compressed have left so far. */
  readonly floodedBytes: number;
}

/** A request that was read to its end. */
interface MetRequest {
  readonly request: RecordedRequest;
  /** As it came in. */
  readonly body: Buffer;
  /** Why it cannot be decompressed. */
  readonly broken: Verdict | undefined;
}

const NONE: Misbehaviour = { kind: "none" };

/**
 * Starts a receiver for tests that can be told, for each request, to misbehave: to answer late,
 * never, half, with garbage, with far too much, with any status or code, or to break the connection.
 *
 * @param options What it speaks, how it meets requests, who takes those that it meets well.
 * @throws {Error} If it cannot listen there.
 *
 * @example A receiver that is busy at first
 * ```ts
 * import { retry } from "@otel-deno/otlp-receiver";
 * import { startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
 * import { deepEqual } from "node:assert/strict";
 *
 * await using receiver = await startFaultyReceiver({
 *   protocol: "http",
 *   misbehave: ({ index }) =>
 *     index === 0 ? { kind: "verdict", verdict: retry(2000) } : undefined,
 * });
 * const send = () => fetch(`${receiver.endpoint}/v1/traces`, { method: "POST", body: "any" });
 * const answers = [await send(), await send()];
 * await Promise.all(answers.map((answer) => answer.bytes()));
 * deepEqual(answers.map(({ status }) => status), [503, 200]);
 * deepEqual(answers[0]?.headers.get("retry-after"), "2");
 * ```
 */
export async function startFaultyReceiver(options: FaultyReceiverOptions): Promise<FaultyReceiver> {
  const { hostname = "127.0.0.1", port = 0, misbehave = NONE, protocol, tls, maxBytes } = options;
  const requests: RecordedRequest[] = [];
  const closing = new AbortController();
  let heads = 0;
  let floodedBytes = 0;

  const tools: FaultTools = {
    options,
    *flood(byteLength) {
      const chunk = new Uint8Array(1024 * 1024);
      for (let left = byteLength; left > 0; left -= chunk.length) {
        floodedBytes += chunk.length;
        yield chunk;
      }
    },
    async *trickle() {
      while (!closing.signal.aborted) {
        yield new Uint8Array(1);
        // It ends with the receiver.
        await setTimeout(1000, undefined, closing).catch(() => {});
      }
    },
    breakConnection(sender) {
      for (const socket of listening.sockets) {
        if (socket.remotePort === sender?.remotePort) socket.destroy();
      }
    },
  };

  async function meet(
    { head, source, answer }: {
      readonly head: RequestHead;
      readonly source: AsyncIterable<Uint8Array>;
      answer(request: MetRequest, as: Misbehaviour): Promise<void>;
    },
  ): Promise<void> {
    const as = (typeof misbehave === "function" ? misbehave(head) : misbehave) ?? NONE;
    const readAtMost = as.kind === "reset" ? as.afterBytes ?? 0 : Infinity;
    const body = Buffer.concat(await collect(source, readAtMost));
    const { headers } = head;
    const { broken, ...unpacked } = unpackBody(body, { protocol, headers, maxBytes });
    const request = { ...head, ...unpacked };
    if (as.kind !== "reset") requests.push(request);
    if (as.delayMillis !== undefined) {
      await setTimeout(as.delayMillis, undefined, { signal: closing.signal });
    }
    await answer({ request, body, broken }, as);
  }

  const server = createNodeServer(options);
  if (protocol === "grpc") {
    server.on("stream", (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
      // What the client does with a stream is its own business.
      stream.on("error", () => {});
      meet({
        head: headOf(heads++, { headers, url: headers[":path"], method: headers[":method"] }),
        source: stream,
        answer: ({ request, broken }, as) =>
          misbehaveOverGrpc({ stream, request, broken }, as, tools),
      }).catch(ignoreBroken);
    });
  } else {
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      response.on("error", () => {});
      const head = headOf(heads++, request);
      meet({
        head,
        source: request,
        answer: ({ body }, as) =>
          misbehaveOverHttp({ request, response, head, body: new Uint8Array(body) }, as, tools),
      }).catch(ignoreBroken);
    });
  }
  const listening = await listenWithNode(server, { hostname, port });
  let closed: Promise<void> | undefined;
  return {
    endpoint: endpointOf({ hostname, port: listening.port, secure: tls !== undefined }),
    hostname,
    port: listening.port,
    requests,
    get floodedBytes() {
      return floodedBytes;
    },
    [Symbol.asyncDispose]() {
      closing.abort();
      return closed ??= listening.close();
    },
  };
}

function createNodeServer(
  { protocol, tls, httpVersion = "1.1" }: Pick<
    FaultyReceiverOptions,
    "protocol" | "tls" | "httpVersion"
  >,
): NodeServer {
  const isHttp2 = protocol === "grpc" || httpVersion === "2";
  if (tls === undefined) return isHttp2 ? createHttp2Server() : createServer();
  return isHttp2 ? createSecureServer(secure(tls)) : createHttpsServer(secure(tls));
}

function secure({ cert, key, clientCa }: ReceiverTls) {
  if (clientCa === undefined) return { cert, key };
  return { cert, key, ca: clientCa, requestCert: true, rejectUnauthorized: true };
}

async function collect(
  source: AsyncIterable<Uint8Array>,
  readAtMost: number,
): Promise<readonly Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  // No loop over the source: to leave it would end the request before its connection is broken.
  const reading = source[Symbol.asyncIterator]();
  for (let byteLength = 0; byteLength < readAtMost;) {
    const next = await reading.next();
    if (next.done === true) break;
    chunks.push(next.value);
    byteLength += next.value.length;
  }
  return chunks;
}

function headOf(
  index: number,
  { headers, url = "/", method = "GET" }: {
    readonly headers: IncomingHttpHeaders;
    readonly url?: string | undefined;
    readonly method?: string | undefined;
  },
): RequestHead {
  return {
    index,
    method,
    path: url.split("?")[0] ?? "/",
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ),
  };
}

/** Senders break off, and so does this receiver; whatever else it is, is an error in a test. */
function ignoreBroken(error: unknown): void {
  if (error instanceof TypeError) throw error;
}
