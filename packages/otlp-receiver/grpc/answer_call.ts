// Hot path: runs for each call of gRPC.
import { unframeGrpcMessage } from "@otel-deno/otlp/grpc";
import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { encodeSuccess } from "../encode_success.ts";
import { toHeaders } from "../http/node_exchange.ts";
import { type Compression, decompress } from "../intake/decompress.ts";
import type { Intake } from "../intake/intake.ts";
import { readAll, ReadError, type ReadFailure } from "../intake/read_all.ts";
import type { Ticket } from "../intake/ticket.ts";
import { isHandled, receiveExport } from "../receive_export.ts";
import { SIGNAL_ENDPOINTS } from "../signal_endpoints.ts";
import { OVERLOAD } from "../verdict/overload.ts";

/** A call of gRPC. */
export interface GrpcCall {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
}

/** How a call ends: with a message, or with a code. */
export type CallEnd = Uint8Array<ArrayBuffer> | CallFailure;

/** How a call ends that failed. */
export interface CallFailure {
  readonly code: number;
  readonly message: string;
  /** How long the client should wait before it tries again, in milliseconds. */
  readonly afterMs?: number;
}

const PREFIX_LENGTH = 5;

/** Answers a call. Never rejects. */
export async function answerCall({ stream, headers }: GrpcCall, intake: Intake): Promise<CallEnd> {
  const { ":path": path, ":method": httpMethod, "grpc-encoding": encoding } = headers;
  const signal = SIGNAL_ENDPOINTS.find(({ method }) => method === path)?.signal;
  if (signal === undefined || httpMethod !== "POST" || !isHandled(signal, intake.options)) {
    return { code: 12, message: "Cannot find a receiver: there is no such method" };
  }
  const webHeaders = toHeaders(headers);
  if (webHeaders === undefined) return { code: 3, message: "Cannot read the metadata" };
  if (!intake.isAuthorized(webHeaders)) {
    return { code: 16, message: "Cannot take the call: its authorization does not show the token" };
  }
  using ticket = intake.enter();
  if (ticket === undefined) return OVERLOAD;
  const bytes = await readMessage(stream, { intake, ticket, encoding: String(encoding) });
  if (!(bytes instanceof Uint8Array)) return bytes;
  const verdict = await receiveExport({
    signal,
    encoding: "protobuf",
    context: { transport: "grpc", headers: webHeaders, contentType: "application/grpc", bytes },
  }, intake.options);
  return verdict.outcome === "accepted"
    ? encodeSuccess(verdict, { signal, encoding: "protobuf" })
    : verdict;
}

/** Reads the only message of a call. */
async function readMessage(
  stream: ServerHttp2Stream,
  { intake, ticket, encoding }: {
    readonly intake: Intake;
    readonly ticket: Ticket;
    readonly encoding: string;
  },
): Promise<CallEnd> {
  const { maxBytes } = intake;
  try {
    const source = {
      [Symbol.asyncIterator]: () => stream.iterator({ destroyOnReturn: false }),
    };
    const body = await readAll(source, { intake, ticket, maxBytes: maxBytes + PREFIX_LENGTH });
    const framed = unframeGrpcMessage(body);
    if (framed === undefined || framed.message.length + PREFIX_LENGTH !== body.length) {
      return { code: 13, message: "Cannot read the message: the call does not have exactly one" };
    }
    if (!framed.compressed) return framed.message.slice() as Uint8Array<ArrayBuffer>;
    const compression = COMPRESSIONS[encoding];
    if (compression === undefined) {
      return { code: 12, message: "Cannot read the message: its compression is not known" };
    }
    const message = decompress(framed.message, { compression, maxBytes });
    if (message === undefined) {
      return { code: 13, message: "Cannot read the message: it is not what its encoding says" };
    }
    return ticket.take(message.length) ? message : OVERLOAD;
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return failToRead(error.failure, intake);
  }
}

const COMPRESSIONS: Readonly<Record<string, Compression>> = { gzip: "gzip", deflate: "deflate" };

function failToRead(failure: ReadFailure, { maxBytes, bodyTimeoutMillis }: Intake): CallFailure {
  switch (failure) {
    case "too large":
      return { code: 8, message: `Cannot read the message: its size is above ${maxBytes} bytes` };
    case "too slow":
      return { code: 4, message: `Cannot read the message: it took ${bodyTimeoutMillis} ms` };
    case "ended early":
      return { code: 1, message: "Cannot read the message: the call was given up" };
    case "overload":
      return OVERLOAD;
  }
}
