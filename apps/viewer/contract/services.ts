/** Rate, errors and durations of one route (or span name) of a service. */
export interface RouteFigures {
  readonly service: string;
  /** `GET /rolldice`, or the name of the spans where there is no route. */
  readonly route: string;
  /** As in OTLP: 2 is SERVER, 5 is CONSUMER. */
  readonly kind: number;
  readonly count: number;
  readonly errorCount: number;
  /** In the stretch of time that was asked for; where it has no beginning, while the service ran. */
  readonly perSecond: number;
  readonly p50Nano: number;
  readonly p95Nano: number;
  readonly p99Nano: number;
}

/** One service calls another so often. */
export interface ServiceCall {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly errorCount: number;
  readonly p95Nano: number;
}

/** All services of a stretch of time. */
export interface ServiceOverview {
  readonly services: readonly {
    readonly name: string;
    readonly language?: string;
    readonly spanCount: number;
    readonly logCount: number;
    readonly metricCount: number;
  }[];
  readonly routes: readonly RouteFigures[];
  readonly calls: readonly ServiceCall[];
}
