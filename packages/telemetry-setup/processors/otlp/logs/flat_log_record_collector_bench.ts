import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { LogRecord } from "@opentelemetry/api";
import { ProtobufLogsSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  LoggerProvider as NpmLoggerProvider,
  type LogRecordProcessor,
  type ReadableLogRecord,
} from "@opentelemetry/sdk-logs";
import { createGuard } from "../../../providers/guard/guard.ts";
import { LoggerProvider } from "../../../providers/logs/logger_provider.ts";
import { createOtlpEncoder } from "../otlp_encoder.ts";
import { createFlatLogRecordCollector } from "./flat_log_record_collector.ts";

const RECORDS = 512;
const resource = resourceFromAttributes({ "service.name": "dice" });

function recordTo(onEmit: (record: ReadableLogRecord) => void): LogRecordProcessor {
  return { onEmit, forceFlush: () => Promise.resolve(), shutdown: () => Promise.resolve() };
}

const npmRecords: ReadableLogRecord[] = [];
const npm = new NpmLoggerProvider({
  resource,
  processors: [recordTo((record) => npmRecords.push(record))],
}).getLogger("dice");

const keptRecords: ReadableLogRecord[] = [];
const kept = new LoggerProvider({
  resource,
  processors: [recordTo((record) => keptRecords.push(record))],
  guard: createGuard(() => {}),
}).getLogger("dice");
const encoder = createOtlpEncoder("logs", "protobuf");

const collector = createFlatLogRecordCollector(() => {});
const flat = new LoggerProvider({
  resource,
  processors: [recordTo((record) => collector.add(record))],
  guard: createGuard(() => {}),
}).getLogger("dice");

const span = trace.setSpanContext(ROOT_CONTEXT, {
  traceId: "a".repeat(32),
  spanId: "b".repeat(16),
  traceFlags: 1,
});
const active = context.active();
const shapes: Record<string, () => LogRecord> = {
  "3 attributes in a span": () => ({
    body: "alice is rolling the dice: 4",
    severityNumber: 13,
    severityText: "WARN",
    context: span,
    attributes: { "dice.player": "alice", "dice.result": 4, "code.function.name": "roll" },
  }),
  "a body alone": () => ({ body: "rolled", context: active }),
};

for (const [shape, make] of Object.entries(shapes)) {
  const group = `${RECORDS} records with ${shape}, emitted and encoded`;
  Deno.bench(`npm, ${shape}`, { group, baseline: true }, () => {
    for (let count = 0; count < RECORDS; count++) npm.emit(make());
    ProtobufLogsSerializer.serializeRequest(npmRecords.splice(0));
  });
  Deno.bench(`own logger, createOtlpEncoder(), ${shape}`, { group }, () => {
    for (let count = 0; count < RECORDS; count++) kept.emit(make());
    encoder.encode(keptRecords.splice(0));
  });
  Deno.bench(`own logger, createFlatLogRecordCollector(), ${shape}`, { group }, () => {
    for (let count = 0; count < RECORDS; count++) flat.emit(make());
    collector.handOver(0);
  });
}
