// Hot path: emit() runs once a log record.
import {
  type AnyValue,
  type Context,
  isSpanContextValid,
  type Logger as ApiLogger,
  type LogRecord as LogRecordInput,
  SeverityNumber,
  type SpanContext,
  trace,
  TraceFlags,
} from "@opentelemetry/api";
import { timeInputToHrTime } from "@opentelemetry/core";
import type { LoggerConfig, LogRecordProcessor } from "@opentelemetry/sdk-logs";
import { currentTime } from "../../clock/current_time.ts";
import { guardException } from "../guard/guard_exception.ts";
import { exceptionAttributes } from "../exception_attributes.ts";
import { RecordingSpan } from "../traces/recording_span.ts";
import { LogRecord } from "./log_record.ts";
import type { LogSource } from "./log_source.ts";

/** What a logger hands its records to. */
export interface LogSink {
  readonly processors: readonly LogRecordProcessor[];
  /** Whether nothing is taken any more. */
  isShutdown: boolean;
  /** Called for each record. */
  readonly onCreated: () => void;
  /** The context of what is given none. */
  readonly activeContext: () => Context;
}

type EnabledOptions = NonNullable<Parameters<ApiLogger["enabled"]>[0]>;

/**
 * Emits log records. It takes values of any kind in every place, and never throws.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/logs/sdk/#logger}
 */
export class Logger implements ApiLogger {
  readonly #source: LogSource;
  readonly #sink: LogSink;
  readonly #config: Required<LoggerConfig>;

  constructor(source: LogSource, sink: LogSink, config: Required<LoggerConfig>) {
    this.#source = source;
    this.#sink = sink;
    this.#config = config;
  }

  emit(record: LogRecordInput): void {
    try {
      this.#emit(record);
    } catch {
      this.#source.guard.leaveOut();
    }
  }

  enabled(options: EnabledOptions = {}): boolean {
    const { guard } = this.#source;
    try {
      const context = guard.context(options.context) ?? this.#sink.activeContext();
      return this.#isEnabled(options, context);
    } catch {
      guard.leaveOut();
      return true;
    }
  }

  #emit(input: LogRecordInput): void {
    const source = this.#source;
    const { guard } = source;
    const context = guard.context(input.context) ?? this.#sink.activeContext();
    if (!this.#isEnabled(input, context)) return;
    const timestamp = guard.time(input.timestamp);
    const observedTimestamp = guard.time(input.observedTimestamp);
    const observed = observedTimestamp === undefined
      ? currentTime()
      : timeInputToHrTime(observedTimestamp);
    const { severityNumber } = input;
    const own = ownSpanOf(context);
    const record = new LogRecord({
      source,
      time: timestamp === undefined ? observed : timeInputToHrTime(timestamp),
      observedTime: observed,
      spanContext: own?.context ?? spanContextOf(context),
      ownSpan: own,
      severityNumber: severityNumber === undefined || isSeverity(severityNumber)
        ? severityNumber
        : guard.leaveOut(),
      severityText: guard.text(input.severityText),
      body: guard.value(input.body) as AnyValue | undefined,
      eventName: guard.text(input.eventName),
    });
    if (input.attributes !== undefined) record.setAttributes(input.attributes);
    if (input.exception !== undefined) addException(record, guardException(input.exception, guard));
    const { processors, onCreated } = this.#sink;
    onCreated();
    for (const processor of processors) {
      try {
        processor.onEmit(record, context);
      } catch {
        // The others have it nevertheless.
        guard.leaveOut();
      }
    }
    record.seal();
  }

  #isEnabled(options: EnabledOptions, context: Context): boolean {
    const { processors, isShutdown } = this.#sink;
    const { enabled, minimumSeverity, traceBased } = this.#config;
    if (isShutdown || !enabled) return false;
    const { severityNumber, eventName } = options;
    if (
      typeof severityNumber === "number" && severityNumber !== SeverityNumber.UNSPECIFIED &&
      severityNumber < minimumSeverity
    ) return false;
    if (traceBased && isUnsampled(spanContextOf(context))) return false;
    for (const processor of processors) {
      if (processor.enabled === undefined) return true;
      const { scope: instrumentationScope } = this.#source;
      const asked = {
        context,
        instrumentationScope,
        ...severityNumber !== undefined && { severityNumber },
        ...eventName !== undefined && { eventName },
      };
      if (processor.enabled(asked)) return true;
    }
    return false;
  }
}

/**
 * A span of our own tracer with an id of our own, which need not be looked at. A proxy around one may
 * have another context.
 */
function ownSpanOf(context: Context): RecordingSpan | undefined {
  const span = trace.getSpan(context);
  const isOwn = span instanceof RecordingSpan && span.spanIdBytes !== undefined &&
    span.spanContext() === span.context;
  return isOwn ? span : undefined;
}

// Records come in runs within one span.
let lastValid: SpanContext | undefined;

function spanContextOf(context: Context): SpanContext | undefined {
  const spanContext = trace.getSpanContext(context);
  if (spanContext === lastValid || spanContext === undefined) return spanContext;
  if (!isSpanContextValid(spanContext)) return undefined;
  return lastValid = spanContext;
}

function isUnsampled(spanContext: SpanContext | undefined): boolean {
  return spanContext !== undefined && (spanContext.traceFlags & TraceFlags.SAMPLED) === 0;
}

function isSeverity(severityNumber: unknown): boolean {
  return Number.isInteger(severityNumber) && (severityNumber as number) >= 0 &&
    (severityNumber as number) <= SeverityNumber.FATAL4;
}

/** What the record says itself, stays. */
function addException(record: LogRecord, exception: ReturnType<typeof guardException>): void {
  for (const [key, value] of Object.entries(exceptionAttributes(exception))) {
    if (!Object.hasOwn(record.attributes, key)) record.setAttribute(key, value);
  }
}
