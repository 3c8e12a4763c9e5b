/** What is in the store: the answer of `/api/stats`. */
export interface StoreStats {
  readonly spans: number;
  readonly logs: number;
  readonly metricPoints: number;
  readonly traces: number;
  /** Of the database. */
  readonly bytes: number;
  /** Items dropped to stay within the limits, or because they could not be stored. */
  readonly dropped: number;
}

/**
 * Sent by `/api/stream` (server-sent events, `event: change`) after something was stored, at most ten
 * times a second; the first one at once, with nothing but the statistics.
 */
export interface StoreChange {
  readonly spans: number;
  readonly logs: number;
  readonly metricPoints: number;
  /** At most 100 traces that have new spans. */
  readonly traceIds: readonly string[];
  readonly stats: StoreStats;
}
