// Hot path: onEmit() runs once a log record.
import { type Context, context as contextApi, type HrTime, trace } from "@opentelemetry/api";
import type { LogRecordProcessor, ReadableLogRecord } from "@opentelemetry/sdk-logs";

/**
 * A log record processor that also shows events (log records with an event name) where they
 * happened: as events of the span that is recording there. The log records go on as they are.
 *
 * Severity and body have no place in a span's event. Attributes that the SDK's spans do not take,
 * such as maps, are left out there, and counted.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/logs/sdk/#event-to-span-event-bridge}
 *
 * @example Among the processors
 * ```ts
 * import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
 * import { equal } from "node:assert/strict";
 *
 * const exporter = new InMemoryLogRecordExporter();
 * const provider = new LoggerProvider({
 *   processors: [createEventToSpanEventBridge(), new SimpleLogRecordProcessor({ exporter })],
 * });
 * // No span is recording here.
 * provider.getLogger("example").emit({ eventName: "dice.rolled" });
 * equal(exporter.getFinishedLogRecords().length, 1);
 * ```
 */
export function createEventToSpanEventBridge(): LogRecordProcessor {
  return {
    onEmit: addToSpan,
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

function addToSpan(record: ReadableLogRecord, context: Context = contextApi.active()): void {
  const { eventName, spanContext } = record;
  if (!eventName || spanContext === undefined) return;
  const span = trace.getSpan(context);
  if (span === undefined || !span.isRecording()) return;
  const { traceId, spanId } = span.spanContext();
  if (traceId !== spanContext.traceId || spanId !== spanContext.spanId) return;
  span.addEvent(eventName, record.attributes, timeOf(record));
}

function timeOf({ hrTime, hrTimeObserved }: ReadableLogRecord): HrTime {
  return hrTime[0] === 0 && hrTime[1] === 0 ? hrTimeObserved : hrTime;
}
