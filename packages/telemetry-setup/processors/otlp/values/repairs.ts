/** Counts what has no form in OTLP and was replaced by something that has. */
export interface Repairs {
  /** How many values, so far. */
  count: number;
}
