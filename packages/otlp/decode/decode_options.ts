/** What a message may ask for; above that, decoding ends with an `OtlpLimitError`. */
export interface DecodeOptions {
  /**
   * How many bytes the message may have. The defaults are what the protocol recommends.
   *
   * @default {67_108_864} 64 MiB; for what servers answer 4 MiB
   */
  readonly maxBytes?: number;
  /**
   * How many lists and maps may be within each other, from 0 to 256.
   *
   * @default {64}
   */
  readonly maxDepth?: number;
  /**
   * How many items all lists in the message may have together. Bounds the memory: an empty span
   * takes 2 bytes in a message and about 200 as a record.
   *
   * @default {5_000_000}
   */
  readonly maxItems?: number;
}
