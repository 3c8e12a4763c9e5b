import type {
  AttributeFilter,
  JsonAttribute,
  JsonResource,
  JsonScope,
  TimeRange,
  UnixNano,
} from "./values.ts";
import type { JsonLogRecord } from "./logs.ts";

/** What traces are looked for: each condition holds for one of its spans, if nothing else is said. */
export interface TraceQuery extends TimeRange {
  /** Words of span names. */
  readonly text?: string;
  readonly service?: string;
  readonly name?: string;
  readonly route?: string;
  readonly run?: string;
  readonly attributes?: readonly AttributeFilter[];
  /** None of its spans is of one of these services. */
  readonly notServices?: readonly string[];
  /** None of its spans is of one of these runs. */
  readonly notRuns?: readonly string[];
  /** None of its spans has one of these names. */
  readonly notNames?: readonly string[];
  /** None of its spans has one of these routes. */
  readonly notRoutes?: readonly string[];
  /** Of the whole trace, in nanoseconds. */
  readonly minDurationNano?: number;
  readonly maxDurationNano?: number;
  readonly status?: "error" | "ok";
  /** The latest come first. @default {"start"} */
  readonly order?: "start" | "duration";
  /** @default {50}, at most 500 */
  readonly limit?: number;
  readonly cursor?: string;
}

/** A line of the list of traces. */
export interface TraceSummary {
  readonly traceId: string;
  /** Of the root span, or the earliest where there is none (yet). */
  readonly name: string;
  readonly service: string;
  readonly route?: string;
  readonly startUnixNano: UnixNano;
  readonly durationNano: number;
  readonly spanCount: number;
  readonly errorCount: number;
  /** Spans that have not ended (or whose ends did not arrive). */
  readonly openCount: number;
  readonly logCount: number;
  /** Spans by service, most first. */
  readonly services: readonly { readonly name: string; readonly spanCount: number }[];
  readonly run?: string;
}

/** An event of a span. */
export interface JsonSpanEvent {
  readonly name: string;
  readonly timeUnixNano: UnixNano;
  readonly attributes: readonly JsonAttribute[];
}

/** A link of a span. */
export interface JsonSpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: readonly JsonAttribute[];
}

/** A span as OTLP/JSON has it, with its resource and scope by their number. */
export interface JsonSpan {
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly traceState: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: UnixNano;
  readonly endTimeUnixNano: UnixNano;
  readonly attributes: readonly JsonAttribute[];
  readonly events: readonly JsonSpanEvent[];
  readonly links: readonly JsonSpanLink[];
  readonly status: { readonly code: number; readonly message: string };
  /** Index into `resources`. */
  readonly resource: number;
  /** Index into `scopes`. */
  readonly scope: number;
}

/** A whole trace. */
export interface Trace {
  readonly traceId: string;
  readonly resources: readonly JsonResource[];
  readonly scopes: readonly JsonScope[];
  /** By their start. */
  readonly spans: readonly JsonSpan[];
  /** By their time. */
  readonly logs: readonly JsonLogRecord[];
}
