import { unframeGrpcMessage } from "@otel-deno/otlp/grpc";
import type { Answer } from "./http_poster.ts";
import { parsePartialSuccess } from "./parse_partial_success.ts";
import { parseRetryInfo } from "./parse_retry_info.ts";
import type { Signal, Verdict } from "../transport.ts";

/**
 * gRPC status codes that may be retried: CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE,
 * UNAVAILABLE and DATA_LOSS. RESOURCE_EXHAUSTED (8) only where the receiver says when.
 */
const RETRYABLE_CODES = new Set([1, 4, 10, 11, 14, 15]);
const RESOURCE_EXHAUSTED = 8;
/** INVALID_ARGUMENT; and RESOURCE_EXHAUSTED, with which libraries refuse a message that is too large. */
const CONTENT_CODES = new Set([3, RESOURCE_EXHAUSTED]);
const NO_MESSAGE = { compressed: false, message: new Uint8Array() };
/** HTTP statuses that gRPC takes for UNAVAILABLE: a proxy answers in the receiver's place. */
const RETRYABLE_STATUS = new Set([429, 502, 503, 504]);

/**
 * Tells what became of a unary call from its HTTP answer.
 *
 * `fetch` shows no trailers, and a status that follows a message stands there. It is not needed: a
 * receiver sends a message only with success, and a failure without one has its status in the
 * headers ("Trailers-Only").
 *
 * @see {@link https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-response}
 * @see {@link https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses}
 */
export function judgeGrpcAnswer({ response, body }: Answer, signal: Signal): Verdict {
  const { status, headers } = response;
  const contentType = headers.get("content-type") ?? "none";
  if (status !== 200) {
    const reason = `HTTP status ${status}`;
    return { outcome: RETRYABLE_STATUS.has(status) ? "retry" : "refused", reason };
  }
  if (!contentType.startsWith("application/grpc")) {
    return { outcome: "refused", reason: `no answer of gRPC (content type ${contentType})` };
  }
  const code = Number(headers.get("grpc-status") ?? 0);
  if (code !== 0) return judgeCode(code, headers);
  if (body === undefined) return { outcome: "retry", reason: "the connection ended in the answer" };
  if (body.length === 0 && !headers.has("grpc-status")) {
    return { outcome: "refused", reason: "a failure without a status that can be read" };
  }
  // A message that is compressed, although that is not asked for, or not here as a whole counts as
  // full success, as any other that cannot be read.
  const { compressed, message } = unframeGrpcMessage(body) ?? NO_MESSAGE;
  const options = { signal, contentType: "application/x-protobuf" };
  return {
    outcome: "accepted",
    ...parsePartialSuccess(compressed ? NO_MESSAGE.message : message, options),
  };
}

function judgeCode(code: number, headers: Headers): Verdict {
  const message = decodeMessage(headers.get("grpc-message") ?? "");
  const reason = `gRPC status ${code}${message === "" ? "" : ` (${message.slice(0, 200)})`}`;
  const afterMs = parseRetryInfo(decodeDetails(headers.get("grpc-status-details-bin") ?? ""));
  const throttled = afterMs !== undefined && code === RESOURCE_EXHAUSTED;
  if (!throttled && !RETRYABLE_CODES.has(code)) {
    const ofContent = CONTENT_CODES.has(code);
    return { outcome: "refused", reason, ...ofContent ? { ofContent } : {} };
  }
  return { outcome: "retry", reason, ...(afterMs === undefined ? {} : { afterMs }) };
}

function decodeMessage(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

function decodeDetails(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    return undefined;
  }
}
