// Hot path: runs for each call of gRPC.
import { frameGrpcMessage } from "@otel-deno/otlp/grpc";
import type { ServerHttp2Stream } from "node:http2";
import type { CallEnd } from "./answer_call.ts";
import { encodeRetryStatus } from "./encode_retry_status.ts";

const HEADERS = {
  ":status": 200,
  "content-type": "application/grpc",
  "grpc-accept-encoding": "identity,deflate,gzip",
};
/** How long a client may go on with a call that is over. */
const LINGER_MILLIS = 1000;

/**
 * Ends a call. Settles when that is written, or nobody wants it any more.
 *
 * @see {@link https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md | gRPC over HTTP/2}
 */
export async function endCall(stream: ServerHttp2Stream, end: CallEnd): Promise<void> {
  if (stream.destroyed) return;
  const closed = new Promise<void>((resolve) => stream.once("close", resolve));
  if (end instanceof Uint8Array) {
    stream.respond(HEADERS, { waitForTrailers: true });
    stream.once("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(frameGrpcMessage(end, { compressed: false }));
  } else {
    stream.respond({ ...HEADERS, ...statusOf(end) }, { endStream: true });
  }
  const timer = setTimeout(() => stream.close(), LINGER_MILLIS);
  await closed;
  clearTimeout(timer);
}

function statusOf(
  { code, message, afterMs }: Exclude<CallEnd, Uint8Array>,
): Readonly<Record<string, string>> {
  const status = {
    "grpc-status": String(code),
    "grpc-message": encodeURIComponent(message.toWellFormed()),
  };
  if (afterMs === undefined) return status;
  const details = encodeRetryStatus({ code, message, afterMs });
  return { ...status, "grpc-status-details-bin": details.toBase64() };
}
