import {
  type AnyValue,
  decodeLogs,
  decodeTraces,
  encodeLogs,
  encodeTraces,
  type KeyValue,
  type LogsData,
  type TracesData,
} from "@otel-deno/otlp";

/** Values of attributes as a test writes them. */
export type PlainAttributes = Readonly<Record<string, string | number | boolean>>;

/** A span as a test writes it. */
export interface PlainSpan {
  /** Hexadecimal digits; zeros are put in front. */
  readonly trace: string;
  readonly id: string;
  readonly parent?: string;
  readonly name?: string;
  readonly kind?: number;
  /** Nanoseconds after {@linkcode EPOCH}. */
  readonly start?: number;
  readonly end?: number;
  /** It has no end yet. */
  readonly isOpen?: boolean;
  readonly attributes?: PlainAttributes;
  readonly isError?: boolean;
}

/** A log record as a test writes it. */
export interface PlainLog {
  readonly body: string;
  /** Nanoseconds after {@linkcode EPOCH}. */
  readonly time?: number;
  readonly severity?: number;
  readonly trace?: string;
  readonly span?: string;
  readonly attributes?: PlainAttributes;
}

/** Who sends what a test writes. */
export interface PlainSource {
  readonly service?: string;
  readonly run?: string;
  readonly scope?: string;
  readonly attributes?: PlainAttributes;
}

/** When tests begin to count. */
export const EPOCH = 1_760_000_000_000_000_000n;

/** Returns the id of a trace. */
export function traceId(trace: string): string {
  return trace.padStart(32, "0");
}

/** Returns the id of a span. */
export function spanId(id: string): string {
  return id.padStart(16, "0");
}

/** Makes spans as a receiver hands them over. */
export function makeTraces(source: PlainSource, spans: readonly PlainSpan[]): TracesData {
  const records = spans.map((span) => ({
    traceId: traceId(span.trace),
    spanId: spanId(span.id),
    parentSpanId: span.parent === undefined ? "" : spanId(span.parent),
    name: span.name ?? "span",
    kind: span.kind ?? 1,
    startTimeUnixNano: EPOCH + BigInt(span.start ?? 0),
    endTimeUnixNano: span.isOpen ? 0n : EPOCH + BigInt(span.end ?? (span.start ?? 0) + 1000),
    attributes: makeAttributes(span.attributes),
    status: span.isError ? { code: 2 } : undefined,
  }));
  const data = {
    resourceSpans: [{
      ...makeSource(source, (scope) => ({ scopeSpans: [{ scope, spans: records }] })),
    }],
  };
  return decodeTraces(encodeTraces(data, "protobuf"), "protobuf");
}

/** Makes log records as a receiver hands them over. */
export function makeLogs(source: PlainSource, logs: readonly PlainLog[]): LogsData {
  const logRecords = logs.map((log) => ({
    timeUnixNano: EPOCH + BigInt(log.time ?? 0),
    severityNumber: log.severity ?? 9,
    body: { stringValue: log.body },
    traceId: log.trace === undefined ? "" : traceId(log.trace),
    spanId: log.span === undefined ? "" : spanId(log.span),
    attributes: makeAttributes(log.attributes),
  }));
  const data = {
    resourceLogs: [{ ...makeSource(source, (scope) => ({ scopeLogs: [{ scope, logRecords }] })) }],
  };
  return decodeLogs(encodeLogs(data, "protobuf"), "protobuf");
}

/** Makes attributes. */
function makeAttributes(attributes: PlainAttributes = {}): readonly KeyValue[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: makeValue(value) }));
}

function makeSource<T>(
  { service, run, scope = "", attributes }: PlainSource,
  rest: (scope: { readonly name: string }) => T,
) {
  const own = {
    ...(service !== undefined && { "service.name": service }),
    ...(run !== undefined && { "service.instance.id": run }),
    ...attributes,
  };
  return { resource: { attributes: makeAttributes(own) }, ...rest({ name: scope }) };
}

function makeValue(value: string | number | boolean): AnyValue {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  return Number.isInteger(value) ? { intValue: BigInt(value) } : { doubleValue: value };
}
