/**
 * Takes records one by one, in a form that is ready to leave: the contract between a queue, which
 * knows when, and an encoder that does not wait until then.
 */
export interface RecordCollector<T> {
  /** Takes a record; `false` if it has to go the other way, as it is. Never throws. */
  add(record: T): boolean;
  /** How many were taken and are still here. */
  readonly size: number;
  /** Whether there are so many bytes that they should leave. */
  readonly isFull: boolean;
  /** Hands everything over that is here. @param lingerMillis How much longer it may wait. */
  handOver(lingerMillis: number): void;
}
