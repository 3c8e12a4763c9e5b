/** How to encode. */
export interface EncodeOptions {
  /**
   * How many lists and maps may be within each other, from 0 to 256.
   *
   * @default {64}
   */
  readonly maxDepth?: number;
}
