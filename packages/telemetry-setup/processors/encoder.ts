/**
 * Turns finished records into bytes: the contract between the processors, which hold records, and
 * the transports, which see bytes only.
 *
 * @typeParam T One finished record: `ReadableSpan`, `ReadableLogRecord` or `ResourceMetrics`.
 */
export interface Encoder<T> {
  /** Media type of the bytes, such as `application/x-protobuf`. */
  readonly contentType: string;
  /**
   * Encodes a batch. `undefined` when there is nothing to send: empty envelopes are never sent.
   *
   * @param options An encoder may leave them unheeded.
   * @throws {Error} If a record cannot be encoded; the caller counts the batch as dropped.
   */
  encode(records: readonly T[], options?: EncodeOptions): Uint8Array | undefined;
  /**
   * How many values of the last batch had no form in the encoding and were replaced.
   *
   * @default 0
   */
  readonly repairedCount?: number;
}

/** Options of {@linkcode Encoder.encode}. */
export interface EncodeOptions {
  /**
   * Longer texts and bytes are to be cut: the payload was too large for receivers.
   *
   * @default Infinity
   */
  readonly maxLength?: number;
}
