/** Where a message cannot be decoded: at a byte of protobuf, or at a member of JSON. */
export interface OtlpDecodeErrorOptions {
  /** The first byte, counted from 0, that does not belong there. */
  readonly offset?: number;
  /** The member, such as `resourceSpans[0].scopeSpans[1].spans[2].traceId`; empty for the whole. */
  readonly path?: string;
}

/**
 * Says that bytes are not the OTLP message that they should be. The message of the error has
 * nothing of their content.
 *
 * @example Where the error is
 * ```ts
 * import { decodeTraces, OtlpDecodeError } from "@otel-deno/otlp";
 * import { throws } from "node:assert/strict";
 *
 * const request = new TextEncoder().encode('{"resourceSpans":[{"scopeSpans":7}]}');
 * throws(
 *   () => decodeTraces(request, "json"),
 *   (error: unknown) =>
 *     error instanceof OtlpDecodeError && error.path === "resourceSpans[0].scopeSpans",
 * );
 * ```
 */
export class OtlpDecodeError extends SyntaxError {
  /** The first byte of the protobuf message, counted from 0, that does not belong there. */
  readonly offset: number | undefined;
  /** The member of the JSON text that is at fault; empty for the whole text. */
  readonly path: string | undefined;

  /** Makes the error; `message` says what cannot be decoded and why. */
  constructor(message: string, { offset, path }: OtlpDecodeErrorOptions = {}) {
    super(message);
    this.name = "OtlpDecodeError";
    this.offset = offset;
    this.path = path;
  }
}
