/** The settled limits of the content of a message. */
export interface DecodeLimits {
  /** How deep values may be nested. */
  readonly maxDepth: number;
  /** How many items all lists may have together. */
  readonly maxItems: number;
}
