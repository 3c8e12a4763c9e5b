import {
  decodeLogs,
  decodeMetrics,
  decodeTraces,
  type LogRecord,
  type Metric,
  type Span,
} from "@otel-deno/otlp";
import { DECODE_OPTIONS } from "./decode_options.ts";
import { joinMessages } from "./join_messages.ts";

const FIRST = 1 << 3 | 2;
const SECOND = 2 << 3 | 2;

/** Decodes spans as they are stored. */
export function decodeSpans(parts: readonly Uint8Array[]): readonly Span[] {
  const bytes = joinMessages(parts, [FIRST, SECOND]);
  return decodeTraces(bytes, "protobuf", DECODE_OPTIONS).resourceSpans[0]!.scopeSpans[0]!.spans;
}

/** Decodes log records as they are stored. */
export function decodeLogRecords(parts: readonly Uint8Array[]): readonly LogRecord[] {
  const bytes = joinMessages(parts, [FIRST, SECOND]);
  return decodeLogs(bytes, "protobuf", DECODE_OPTIONS).resourceLogs[0]!.scopeLogs[0]!.logRecords;
}

/** Decodes data points as they are stored: a metric with nothing else. */
export function decodePoints(parts: readonly Uint8Array[], field: number): Metric {
  const bytes = joinMessages(parts, [FIRST, SECOND, SECOND, field << 3 | 2]);
  return decodeMetrics(bytes, "protobuf", DECODE_OPTIONS)
    .resourceMetrics[0]!.scopeMetrics[0]!.metrics[0]!;
}
