import type { Buffer } from "node:buffer";
import {
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { compressFlood } from "./compress_flood.ts";
import {
  type Behaviour,
  FLOOD_BYTES,
  type ReceivedRequest,
  type Receiver,
  type ReceiverOptions,
} from "./receiver.ts";

/**
 * Starts a receiver for OTLP over gRPC. It speaks HTTP/2 itself, because a gRPC server does not let
 * through what is wrong.
 */
export async function startGrpcReceiver(
  behaviour: Behaviour,
  { port = 0, afterwards = behaviour }: ReceiverOptions = {},
): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  let floodedBytes = 0;
  const server = createServer();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("stream", (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    const chunks: Buffer[] = [];
    // What the client does with a stream is its own business.
    stream.on("error", () => {});
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      requests.push(parseRequest(headers, chunks));
      answer(stream);
    });
  });

  async function answer(stream: ServerHttp2Stream): Promise<void> {
    const { behaviour } = receiver;
    receiver.behaviour = afterwards;
    switch (behaviour.kind) {
      case "accept":
        return respond(stream, frame(behaviour.message ?? new Uint8Array()));
      case "code": {
        const { code, details = "", status } = behaviour;
        return stream.respond({
          ...HEADERS,
          "grpc-status": String(code),
          "grpc-message": encodeURIComponent(details),
          ...(status === undefined ? {} : { "grpc-status-details-bin": status.toBase64() }),
        }, { endStream: true });
      }
      case "status":
        stream.respond({ ":status": behaviour.status });
        return void stream.end(behaviour.body ?? "");
      case "silence":
        return;
      case "flood":
        if (behaviour.compressed) {
          return respond(stream, frame(await compressFlood(), 1), "gzip");
        }
        respondHead(stream, "identity");
        return void Readable.from(flood()).pipe(stream);
      case "cut":
        stream.respond(HEADERS);
        stream.write(frame(new Uint8Array(100)).subarray(0, 10), breakConnections);
        return;
      case "hang up":
        return breakConnections();
    }
  }

  function* flood(): Iterable<Uint8Array> {
    const chunk = new Uint8Array(1024 * 1024);
    yield frame(new Uint8Array(FLOOD_BYTES)).subarray(0, 5);
    while (floodedBytes < FLOOD_BYTES) {
      floodedBytes += chunk.length;
      yield chunk;
    }
  }

  function breakConnections(): void {
    for (const socket of sockets) socket.destroy();
  }

  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  const receiver: Receiver = {
    endpoint: `http://127.0.0.1:${address.port}`,
    port: address.port,
    requests,
    get floodedBytes() {
      return floodedBytes;
    },
    behaviour,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      breakConnections();
      await closed;
    },
  };
  return receiver;
}

const HEADERS: OutgoingHttpHeaders = { ":status": 200, "content-type": "application/grpc+proto" };

/** One message of a gRPC stream: whether it is compressed, its length, its bytes. */
function frame(message: Uint8Array, compressed: 0 | 1 = 0): Uint8Array {
  const bytes = new Uint8Array(5 + message.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, compressed);
  view.setUint32(1, message.length);
  bytes.set(message, 5);
  return bytes;
}

function respond(stream: ServerHttp2Stream, body: Uint8Array, encoding = "identity"): void {
  respondHead(stream, encoding);
  stream.end(body);
}

function respondHead(stream: ServerHttp2Stream, encoding: string): void {
  stream.respond({ ...HEADERS, "grpc-encoding": encoding }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
}

function parseRequest(headers: IncomingHttpHeaders, chunks: readonly Buffer[]): ReceivedRequest {
  const bytes = new Uint8Array(chunks.flatMap((chunk) => [...chunk]));
  const message = bytes.subarray(5);
  const compressed = bytes[0] === 1;
  return {
    path: String(headers[":path"]),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ),
    payload: compressed ? new Uint8Array(gunzipSync(message)) : message,
    compressed,
  };
}
