/** What one Collector took for a load. */
export interface MeasuredSubject {
  /** What it is called in the tables. */
  readonly name: string;
  /** Spans that it took. */
  readonly spans: number;
  /** Processors' time for that, in milliseconds. */
  readonly cpuMillis: number;
  /** Memory before the load, in MB. */
  readonly idleMegabytes: number;
  /** Most memory, in MB. */
  readonly peakMegabytes: number;
}

/** A run of the benchmark, as `results.json` keeps it. */
export interface SizingReport {
  /** Day of the run. */
  readonly date: string;
  /** What the machine is, and what ran on it. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** What was sent. */
  readonly load: {
    /** As it was in fact. */
    readonly spansPerSecond: number;
    /** Of a span in a request, uncompressed. */
    readonly bytesPerSpan: number;
    /** As long as the load lasted on the way through agent and gateway. */
    readonly seconds: number;
  };
  /** How long a gateway waits before it decides on a trace, in seconds. */
  readonly decisionWaitSeconds: number;
  /** Spans that the gateway passed on, of those that it took. */
  readonly keptSpans: number;
  readonly agent: MeasuredSubject;
  readonly gateway: MeasuredSubject;
  readonly secure: MeasuredSubject;
}
