// Hot path: runs for every batch of log records that is stored.
import { encodeLogs, type LogRecord } from "@otel-deno/otlp";
import { attributeToken, sourceToken } from "../index/attribute_token.ts";
import { BlockKind } from "../index/block.ts";
import { isValidId } from "./is_valid_id.ts";
import { MAX_DEPTH, type Source } from "../dictionaries/source_dictionary.ts";
import { splitMessages } from "./split_messages.ts";
import { storedTime } from "../index/stored_time.ts";
import { textOfValue } from "../index/text_of_value.ts";
import { traceKey } from "../index/trace_key.ts";
import type { WriteState } from "./write_state.ts";

/** So much of a body can be searched. */
const MAX_SEARCHED = 64 * 1024;
const ERROR_SEVERITY = 17;

/** Writes log records of one source. */
export function writeLogs(
  state: WriteState,
  source: Source,
  logRecords: readonly LogRecord[],
): void {
  const { connection } = state;
  const { bytes, offsets } = splitMessages(
    encodeLogs({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }, "protobuf", {
      maxDepth: MAX_DEPTH,
    }),
    2,
  );
  const insert = connection.prepare("INSERT INTO logs VALUES (?, ?, ?, ?, ?, ?, ?)");
  const insertWords = connection.prepare("INSERT INTO log_words (rowid, body) VALUES (?, ?)");
  for (const [index, record] of logRecords.entries()) {
    const { block, number } = state.blocks.add(BlockKind.LOGS);
    const time = storedTime(record.timeUnixNano || record.observedTimeUnixNano);
    const data = bytes.subarray(offsets[index], offsets[index + 1]);
    insert.run(
      number,
      time,
      record.severityNumber,
      isValidId(record.traceId, 16) ? traceKey(record.traceId) : null,
      record.spanId || null,
      source.id,
      data,
    );
    const body = textOfValue(record.body).slice(0, MAX_SEARCHED);
    if (body !== "") insertWords.run(number, body);
    const member = number - block.row.first;
    block.post(sourceToken(source.id), member);
    for (const { key, value } of record.attributes) {
      block.post(attributeToken(key), member);
      block.post(attributeToken(key, textOfValue(value)), member);
    }
    block.count(source.id, time, record.severityNumber >= ERROR_SEVERITY);
    block.include(time);
    block.includeValue(record.severityNumber);
    block.row.items++;
    block.row.bytes += data.length;
  }
}
