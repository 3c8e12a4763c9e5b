import type {
  AttributeFilter,
  JsonAttribute,
  JsonResource,
  JsonScope,
  JsonValue,
  TimeRange,
  UnixNano,
} from "./values.ts";

/** What log records are looked for. The latest come first. */
export interface LogQuery extends TimeRange {
  /** Words of bodies. */
  readonly text?: string;
  readonly service?: string;
  readonly scope?: string;
  readonly run?: string;
  /** The least severity number: 1 trace, 5 debug, 9 info, 13 warn, 17 error, 21 fatal. */
  readonly minSeverity?: number;
  /** The greatest severity number. */
  readonly maxSeverity?: number;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly attributes?: readonly AttributeFilter[];
  /** Not of one of these services. */
  readonly notServices?: readonly string[];
  /** Not of one of these scopes. */
  readonly notScopes?: readonly string[];
  /** Not of one of these runs. */
  readonly notRuns?: readonly string[];
  /** Not in one of these traces. */
  readonly notTraceIds?: readonly string[];
  /** Not in one of these spans. */
  readonly notSpanIds?: readonly string[];
  /** @default {100}, at most 1000 */
  readonly limit?: number;
  readonly cursor?: string;
}

/** A log record as OTLP/JSON has it, with its number in the store. */
export interface JsonLogRecord {
  readonly id: number;
  readonly timeUnixNano: UnixNano;
  readonly observedTimeUnixNano: UnixNano;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body: JsonValue;
  readonly eventName: string;
  readonly attributes: readonly JsonAttribute[];
  readonly traceId: string;
  readonly spanId: string;
  readonly service: string;
  readonly resource: JsonResource;
  readonly scope: JsonScope;
}
