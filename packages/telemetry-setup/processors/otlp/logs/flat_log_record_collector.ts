// Hot path: runs once a log record.
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { FlatLogRecord } from "../../flat_log_record.ts";
import type { RecordCollector } from "../../record_collector.ts";
import { createFlatCollector, type PutRequest } from "../flat/flat_collector.ts";
import { isFlatTime } from "../flat/is_flat_time.ts";
import { writeFlatLogRecord } from "./write_flat_log_record.ts";

/**
 * Encodes log records of the distribution's own logger in protobuf, each as soon as it is emitted, as
 * {@linkcode createFlatCollector} does.
 *
 * What it does not take: records of others, those that are very large, and those with times or ids
 * that need to be repaired.
 *
 * @param put Called with each request, before `handOver` returns.
 */
export function createFlatLogRecordCollector(put: PutRequest): RecordCollector<ReadableLogRecord> {
  return createFlatCollector({ isFlat, write: writeFlatLogRecord }, put);
}

function isFlat(record: ReadableLogRecord): record is FlatLogRecord {
  const flat: Partial<FlatLogRecord> = record;
  return isFlatTime(flat.seconds, flat.nanos) &&
    isFlatTime(flat.observedSeconds, flat.observedNanos) && hasWholeIds(record);
}

/** Receivers refuse a whole request for an id of another length. Its digits are checked as they are written. */
function hasWholeIds({ spanContext }: ReadableLogRecord): boolean {
  return spanContext === undefined ||
    (spanContext.traceId?.length === 32 && spanContext.spanId?.length === 16);
}
