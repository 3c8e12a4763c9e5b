/** Names of the codes, as `node:http2` has them. */
const NAMES = [
  "NO_ERROR",
  "PROTOCOL_ERROR",
  "INTERNAL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "REFUSED_STREAM",
  "CANCEL",
  "COMPRESSION_ERROR",
  "CONNECT_ERROR",
  "ENHANCE_YOUR_CALM",
  "INADEQUATE_SECURITY",
  "HTTP_1_1_REQUIRED",
] as const;

/**
 * Describes why a stream of HTTP/2 was closed, where no error tells it. Nothing was thrown, so it has no
 * stack.
 *
 * @param code As the frame RST_STREAM carries it.
 * @see {@link https://www.rfc-editor.org/rfc/rfc9113#section-7}
 *
 * @example
 * ```ts
 * import { streamError } from "./stream_error.ts";
 * import assert from "node:assert/strict";
 *
 * const { code, message } = streamError(8);
 * assert.deepEqual([code, message], ["NGHTTP2_CANCEL", "Stream closed with NGHTTP2_CANCEL"]);
 * ```
 */
export function streamError(code: number): Error & { readonly code: string } {
  // Others are made up by whoever sends them.
  const name = `NGHTTP2_${NAMES[code] ?? "UNKNOWN"}`;
  const error = new Error(`Stream closed with ${name}`);
  return Object.defineProperties(Object.assign(error, { code: name }), {
    stack: { value: undefined },
  });
}
