import assert from "node:assert/strict";
import { ROOT_CONTEXT, type Span, trace } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  LoggerProvider as NpmLoggerProvider,
  type LogRecordProcessor,
  type ReadWriteLogRecord,
} from "@opentelemetry/sdk-logs";
import { decodeLogs } from "@otel-deno/otlp";
import { createGuard } from "../../../providers/guard/guard.ts";
import { LoggerProvider } from "../../../providers/logs/logger_provider.ts";
import { Chance, TEXTS } from "../../../providers/logs/testdata/chance.ts";
import { createChanger } from "../../../providers/logs/testdata/create_changer.ts";
import { RecordingTracerProvider } from "../../../providers/traces/recording_tracer_provider.ts";
import { assertSameRequest } from "../flat/testdata/assert_same_request.ts";
import { collectRequests } from "../flat/testdata/collect_requests.ts";
import { diverseAttributes } from "../flat/testdata/diverse_attributes.ts";
import { createOtlpEncoder } from "../otlp_encoder.ts";
import { createFlatLogRecordCollector } from "./flat_log_record_collector.ts";

const CASES = 2000;
const resource = resourceFromAttributes({ "service.name": "dice", "host.cpu": [1, 2] });

function recordTo(onEmit: (record: ReadWriteLogRecord) => void): LogRecordProcessor {
  return {
    onEmit,
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

function createLoggerOf(...processors: readonly LogRecordProcessor[]) {
  return new LoggerProvider({ resource, processors, guard: createGuard(() => {}) });
}

const collect = () => collectRequests(createFlatLogRecordCollector);

Deno.test(`createFlatLogRecordCollector() makes the request that the encoder makes, byte by byte, in ${CASES} cases`, () => {
  const { collector, puts } = collect();
  const encoder = createOtlpEncoder("logs", "protobuf");
  let taken: ReadWriteLogRecord[] = [];
  let count = 0;
  let left = 0;
  const taker = recordTo((record) => {
    if (collector.add(record)) taken.push(record);
    else left++;
  });
  // One provider for all: a second resource is not taken.
  let changer = createChanger(0);
  const changing = recordTo((record) => changer.onEmit(record, ROOT_CONTEXT));
  const provider = createLoggerOf(changing, taker);
  for (let seed = 1; seed <= CASES; seed++) {
    const chance = new Chance(seed);
    changer = createChanger(seed);
    for (let records = 1 + chance.below(6); records > 0; records--) {
      provider.getLogger(chance.of(TEXTS), chance.maybe(() => chance.of(["1", "2"])), {
        schemaUrl: chance.of(["", "urn:x"]),
        attributes: { a: chance.below(2) },
      }).emit(chance.record());
    }
    // Several runs together at times, so that scopes come in any order.
    if (seed % 3 === 0 || taken.length === 0) continue;
    assertSameRequest(taken, { collector, puts, encoder, seed });
    count += taken.length;
    taken = [];
  }
  assert.ok(count > CASES, `only ${count} records`);
  assert.equal(left, 0);
});

Deno.test("createFlatLogRecordCollector() writes attributes and bodies of all kinds and lengths", () => {
  const { collector, puts } = collect();
  const records: ReadWriteLogRecord[] = [];
  const provider = createLoggerOf(recordTo((record) => {
    assert.ok(collector.add(record));
    records.push(record);
  }));
  const plain = diverseAttributes();
  const span = { traceId: "a".repeat(32), spanId: "b".repeat(16), traceFlags: 1 };
  const logger = provider.getLogger("dice", "1", { schemaUrl: "urn:x" });
  const context = trace.setSpanContext(ROOT_CONTEXT, span);
  logger.emit({ attributes: plain, context, timestamp: [0, 0], severityNumber: 9 });
  logger.emit({ attributes: { ...plain, none: null, list: [1, "a"], map: { a: { b: 1 } } } });
  for (const body of ["", "x".repeat(300), 0, null, [1, [2]], { a: { b: "\ud83c" } }]) {
    logger.emit({ body, eventName: "dice.rolled", severityText: "INFO" });
  }
  logger.emit({ exception: new Error("lost") });
  collector.handOver(0);
  const encoder = createOtlpEncoder("logs", "protobuf");
  assert.deepEqual(puts[0]?.bytes, encoder.encode(records));
  assert.equal(puts[0]?.about.repairedCount, encoder.repairedCount);
});

Deno.test("createFlatLogRecordCollector() writes the ids of whatever span a record is emitted in", () => {
  const { collector, puts } = collect();
  const records: ReadWriteLogRecord[] = [];
  const other = { traceId: "c".repeat(32), spanId: "d".repeat(16), traceFlags: 0 };
  const provider = createLoggerOf(
    recordTo((record) => {
      if (record.body === "changed") record.spanContext = other;
    }),
    recordTo((record) => {
      assert.ok(collector.add(record));
      records.push(record);
    }),
  );
  const tracer = new RecordingTracerProvider({}, createGuard(() => {})).getTracer("dice");
  const ofRemote = trace.setSpanContext(ROOT_CONTEXT, { ...other, isRemote: true, traceFlags: 1 });
  const root = tracer.startSpan("root", {}, ROOT_CONTEXT);
  const spans: Record<string, Span> = {
    root,
    child: tracer.startSpan("child", {}, trace.setSpan(ROOT_CONTEXT, root)),
    "child of another process": tracer.startSpan("child", {}, ofRemote),
    // Who wraps a span may give it another context.
    proxy: new Proxy(root, {
      get: (span, key) => key === "spanContext" ? () => other : Reflect.get(span, key),
    }),
    changed: root,
    other: trace.wrapSpanContext(other),
  };
  const logger = provider.getLogger("dice");
  for (const [body, span] of Object.entries(spans)) {
    logger.emit({ body, context: trace.setSpan(ROOT_CONTEXT, span) });
  }
  collector.handOver(0);
  assert.deepEqual(puts[0]?.bytes, createOtlpEncoder("logs", "protobuf").encode(records));
  assert.deepEqual(
    records.map(({ spanContext }) => spanContext?.spanId),
    Object.entries(spans).map(([body, span]) =>
      body === "changed" ? other.spanId : span.spanContext().spanId
    ),
  );
});

Deno.test("createFlatLogRecordCollector() leaves to others what it cannot write as it is", () => {
  const { collector, puts } = collect();
  const taken: [unknown, boolean][] = [];
  const taker = recordTo((record) => void taken.push([record.body, collector.add(record)]));
  const npm = new NpmLoggerProvider({ resource, processors: [taker] });
  npm.getLogger("a").emit({ body: "sdk" });
  const changers: Record<string, (record: ReadWriteLogRecord) => void> = {
    "before 1970": (record) => record.hrTime = [-5, 0],
    "half a nanosecond": (record) => record.hrTimeObserved = [5, 0.5],
    "far away": (record) => record.hrTime = [2 ** 40, 0],
    "large": (record) => record.setAttribute("a", "x".repeat(1_000_001)),
    "no ids": (record) =>
      record.spanContext = {
        traceId: "x".repeat(32),
        spanId: "x".repeat(16),
        traceFlags: 1,
      },
    "short ids": (record) => record.spanContext = { traceId: "ab", spanId: "ab", traceFlags: 1 },
    "asked": (record) => record.attributes["b"] = 2,
    "plain": () => {},
  };
  const logger = createLoggerOf(
    recordTo((record) => changers[String(record.body)]?.(record)),
    taker,
  ).getLogger("a");
  for (const body of Object.keys(changers)) logger.emit({ body, attributes: { a: 1 } });
  new LoggerProvider({ processors: [taker], guard: createGuard(() => {}) }).getLogger("a")
    .emit({ body: "of another resource" });
  assert.deepEqual(taken, [
    ["sdk", false],
    ["before 1970", false],
    ["half a nanosecond", false],
    ["far away", false],
    ["large", false],
    ["no ids", false],
    ["short ids", false],
    ["asked", true],
    ["plain", true],
    ["of another resource", false],
  ]);
  assert.equal(collector.size, 2);
  collector.handOver(0);
  const [resourceLogs] = decodeLogs(puts[0]!.bytes, "protobuf").resourceLogs;
  assert.deepEqual(
    resourceLogs?.scopeLogs.flatMap(({ logRecords }) =>
      logRecords.map(({ body, attributes }) => [
        body?.stringValue,
        attributes.map(({ key }) => key),
      ])
    ),
    [["asked", ["a", "b"]], ["plain", ["a"]]],
  );
});
