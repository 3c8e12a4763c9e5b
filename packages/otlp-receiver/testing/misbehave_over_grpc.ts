import type { ServerHttp2Stream } from "node:http2";
import { Readable } from "node:stream";
import { encodeSuccess } from "../encode_success.ts";
import { encodeRetryStatus } from "../grpc/encode_retry_status.ts";
import { isHandled, receiveExport } from "../receive_export.ts";
import { SIGNAL_ENDPOINTS } from "../signal_endpoints.ts";
import { accept } from "../verdict/accept.ts";
import { refuse } from "../verdict/refuse.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { compressFlood } from "./compress_flood.ts";
import { type FaultTools, hasHandlers } from "./fault_tools.ts";
import { FLOOD_BYTES } from "./flood_bytes.ts";
import type { Misbehaviour, RecordedRequest } from "./misbehaviour.ts";

const CONTENT_TYPE = "application/grpc+proto";

/** A call of gRPC that was read to its end. */
export interface GrpcExchange {
  readonly stream: ServerHttp2Stream;
  readonly request: RecordedRequest;
  /** Why it cannot be decompressed. */
  readonly broken: Verdict | undefined;
}

/** Meets a call of gRPC. On HTTP/2 itself: a gRPC server does not let through what is wrong. */
export async function misbehaveOverGrpc(
  { stream, request, broken }: GrpcExchange,
  misbehaviour: Misbehaviour,
  tools: FaultTools,
): Promise<void> {
  const breakConnection = () => tools.breakConnection(stream.session?.socket);
  switch (misbehaviour.kind) {
    case "none":
      return answerVerdict(stream, request, broken ?? await behave(request, tools));
    case "verdict":
      return answerVerdict(stream, request, misbehaviour.verdict);
    case "message": {
      const { message, contentType } = misbehaviour;
      return answer(stream, frame(message), contentType === undefined ? {} : { contentType });
    }
    case "code": {
      const { code, details = "", retryAfterMillis } = misbehaviour;
      return fail(stream, { code, message: details, afterMs: retryAfterMillis });
    }
    case "status": {
      const { status, headers = {}, body = "" } = misbehaviour;
      stream.respond({ ":status": status, ...headers });
      return void stream.end(body);
    }
    case "silence":
      return;
    case "flood":
      if (misbehaviour.compressed) {
        return answer(stream, frame(await compressFlood(), 1), { encoding: "gzip" });
      }
      begin(stream);
      stream.write(frame(new Uint8Array(FLOOD_BYTES)).subarray(0, 5));
      return void Readable.from(tools.flood()).pipe(stream);
    case "cut":
      stream.respond({ ":status": 200, "content-type": CONTENT_TYPE });
      return void stream.write(frame(new Uint8Array(100)).subarray(0, 10), breakConnection);
    case "hang up":
    case "reset":
      return breakConnection();
  }
}

async function behave(request: RecordedRequest, { options }: FaultTools): Promise<Verdict> {
  if (!hasHandlers(options)) return accept();
  const signal = signalOf(request);
  if (signal === undefined || !isHandled(signal, options)) {
    return refuse(12, `Cannot call ${request.path}: there is no receiver`);
  }
  const context = {
    transport: "grpc",
    headers: new Headers(
      Object.entries(request.headers).filter(([name]) => !name.startsWith(":")),
    ),
    contentType: "application/grpc",
    bytes: new Uint8Array(request.payload),
  } as const;
  return await receiveExport({ signal, encoding: "protobuf", context }, options);
}

function signalOf({ path }: RecordedRequest) {
  return SIGNAL_ENDPOINTS.find(({ method }) => method === path)?.signal;
}

function answerVerdict(
  stream: ServerHttp2Stream,
  request: RecordedRequest,
  verdict: Verdict,
): void {
  if (verdict.outcome !== "accepted") return fail(stream, verdict);
  const signal = signalOf(request) ?? "traces";
  answer(stream, frame(encodeSuccess(verdict, { signal, encoding: "protobuf" })));
}

function fail(
  stream: ServerHttp2Stream,
  { code, message, afterMs }: {
    readonly code: number;
    readonly message: string;
    readonly afterMs?: number | undefined;
  },
): void {
  const details = afterMs === undefined
    ? {}
    : { "grpc-status-details-bin": encodeRetryStatus({ code, message, afterMs }).toBase64() };
  stream.respond({
    ":status": 200,
    "content-type": CONTENT_TYPE,
    "grpc-status": String(code),
    "grpc-message": encodeURIComponent(message),
    ...details,
  }, { endStream: true });
}

/** One message of a gRPC stream: whether it is compressed, its length, its bytes. */
function frame(message: Uint8Array, compressed: 0 | 1 = 0): Uint8Array {
  const bytes = new Uint8Array(5 + message.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, compressed);
  view.setUint32(1, message.length);
  bytes.set(message, 5);
  return bytes;
}

interface AnswerOptions {
  readonly contentType?: string;
  readonly encoding?: string;
}

function answer(stream: ServerHttp2Stream, body: Uint8Array, options: AnswerOptions = {}): void {
  begin(stream, options);
  stream.end(body);
}

function begin(
  stream: ServerHttp2Stream,
  { contentType = CONTENT_TYPE, encoding = "identity" }: AnswerOptions = {},
): void {
  stream.respond(
    { ":status": 200, "content-type": contentType, "grpc-encoding": encoding },
    { waitForTrailers: true },
  );
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
}
