/** Counts what has no form in OTLP and was replaced by something that has. */
export interface Repairs {
  /** How many values, so far. */
  count: number;
  /** Longer texts and bytes are cut, in UTF-16 code units and bytes. @default Infinity */
  readonly maxLength?: number;
}
