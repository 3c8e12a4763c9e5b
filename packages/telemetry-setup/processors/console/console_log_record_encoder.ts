import { INVALID_SPAN_CONTEXT } from "@opentelemetry/api";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { Encoder } from "../encoder.ts";
import { formatJson } from "../format_json.ts";
import { formatResource } from "./format_resource.ts";
import { formatTime } from "./format_time.ts";

/**
 * Makes the encoder that shows log records on a console: one indented JSON object a record, each
 * followed by a newline, in UTF-8.
 *
 * Field names, their order and their values are those of the console log record exporter of
 * OpenTelemetry Python: `attributes` is `null` for a record without any, and outside of a span the
 * ids are zeros. Deliberate differences: times keep their nanoseconds, text beyond ASCII is
 * readable, and what JSON cannot say (`NaN`, bytes, cycles) is still valid JSON.
 *
 * Encoding never throws, whatever body and attributes hold.
 *
 * @returns An encoder whose `encode` is `undefined` for no records.
 * @see {@link https://opentelemetry.io/docs/specs/otel/logs/sdk_exporters/stdout/ | Log record exporter, standard output}
 *
 * @example Printing a log record
 * ```ts
 * import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
 * import { equal } from "node:assert/strict";
 *
 * const exporter = new InMemoryLogRecordExporter();
 * const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
 * provider.getLogger("example").emit({ body: "alice is rolling the dice: 4" });
 *
 * const bytes = createConsoleLogRecordEncoder().encode(exporter.getFinishedLogRecords());
 * equal(JSON.parse(new TextDecoder().decode(bytes)).body, "alice is rolling the dice: 4");
 * ```
 */
export function createConsoleLogRecordEncoder(): Encoder<ReadableLogRecord> {
  const textEncoder = new TextEncoder();
  return {
    contentType: "text/plain; charset=utf-8",
    encode(records) {
      if (records.length === 0) return undefined;
      return textEncoder.encode(
        records.map((record) => `${formatJson(toFields(record))}\n`).join(""),
      );
    },
  };
}

function toFields(record: ReadableLogRecord): object {
  const { traceId, spanId, traceFlags } = record.spanContext ?? INVALID_SPAN_CONTEXT;
  return {
    body: record.body,
    severity_number: record.severityNumber,
    severity_text: record.severityText,
    attributes: Object.keys(record.attributes).length > 0 ? record.attributes : null,
    dropped_attributes: record.droppedAttributesCount,
    timestamp: formatTime(record.hrTime),
    observed_timestamp: formatTime(record.hrTimeObserved),
    trace_id: `0x${traceId}`,
    span_id: `0x${spanId}`,
    trace_flags: traceFlags,
    resource: formatResource(record.resource),
    event_name: record.eventName ?? "",
  };
}
