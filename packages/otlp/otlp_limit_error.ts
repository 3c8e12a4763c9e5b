/** The options of the decoders that bound what a message may ask for. */
export type OtlpLimit = "maxBytes" | "maxDepth" | "maxItems";

/**
 * Says that a message is larger, longer or deeper than the caller of the decoder allows.
 *
 * @example A request that is too large
 * ```ts
 * import { decodeTraces, OtlpLimitError } from "@otel-deno/otlp";
 * import { throws } from "node:assert/strict";
 *
 * throws(
 *   () => decodeTraces(new Uint8Array(11), "protobuf", { maxBytes: 10 }),
 *   (error: unknown) => error instanceof OtlpLimitError && error.limit === "maxBytes",
 * );
 * ```
 */
export class OtlpLimitError extends RangeError {
  /** The option that set the limit. */
  readonly limit: OtlpLimit;
  /** The most that was allowed. */
  readonly maximum: number;

  /**
   * Makes the error.
   *
   * @param root What cannot be decoded.
   * @param limit The option that set the limit.
   * @param maximum The most that was allowed.
   */
  constructor(root: string, limit: OtlpLimit, maximum: number) {
    super(`Cannot decode ${root}: ${STATES[limit]} ${maximum}`);
    this.name = "OtlpLimitError";
    this.limit = limit;
    this.maximum = maximum;
  }
}

const STATES = {
  maxBytes: "its size in bytes is above",
  maxDepth: "the depth of a value is above",
  maxItems: "the number of its list items is above",
} as const satisfies Record<OtlpLimit, string>;
