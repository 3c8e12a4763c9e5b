import { type Context, type HrTime, type LogRecord, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { deepEqual, equal } from "node:assert/strict";
import { createEventToSpanEventBridge } from "./event_to_span_event_bridge.ts";

const TIME: HrTime = [1_795_368_010, 407_427_001];

/** Emits a log record within a span; returns the span's events, and how many records went on. */
function emit(
  record: LogRecord,
  contextOf: (context: Context) => Context = (context) => context,
): readonly [events: ReadableSpan["events"], recordCount: number] {
  const spans = new InMemorySpanExporter();
  const tracerProvider = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
  });
  const records = new InMemoryLogRecordExporter();
  const loggerProvider = new LoggerProvider({
    processors: [
      createEventToSpanEventBridge(),
      new SimpleLogRecordProcessor({ exporter: records }),
    ],
  });
  const span = tracerProvider.getTracer("test").startSpan("roll", { startTime: TIME });
  const context = contextOf(trace.setSpan(ROOT_CONTEXT, span));
  loggerProvider.getLogger("test").emit({ ...record, context });
  span.end();
  return [spans.getFinishedSpans()[0]!.events, records.getFinishedLogRecords().length];
}

Deno.test("createEventToSpanEventBridge() adds an event to the span, and the log record goes on", () => {
  const attributes = { player: "alice", "roll.value": 4 };
  const [events, count] = emit({
    eventName: "dice.rolled",
    timestamp: TIME,
    attributes,
    body: "4",
  });
  deepEqual(events.map(({ name, time, attributes }) => ({ name, time, attributes })), [
    { name: "dice.rolled", time: TIME, attributes },
  ]);
  equal(count, 1);
});

Deno.test("createEventToSpanEventBridge() takes the observed time, when there is no other", () => {
  const record = { eventName: "dice.rolled", timestamp: [0, 0] as HrTime, observedTimestamp: TIME };
  deepEqual(emit(record)[0][0]?.time, TIME);
});

Deno.test("createEventToSpanEventBridge() leaves the span alone, when a log record is no event", () => {
  deepEqual(emit({ body: "dice.rolled" }), [[], 1]);
  deepEqual(emit({ eventName: "" }), [[], 1]);
});

Deno.test("createEventToSpanEventBridge() leaves the span alone, when another one is active, or none", () => {
  const event = { eventName: "dice.rolled" };
  const other = { traceId: "281a34561eb376d24d96813d75b4dd60", spanId: "51b4ed1acf5a0bb5" };
  deepEqual(emit(event, () => ROOT_CONTEXT), [[], 1]);
  deepEqual(emit(event, () => trace.setSpanContext(ROOT_CONTEXT, { ...other, traceFlags: 1 })), [
    [],
    1,
  ]);
});

Deno.test("createEventToSpanEventBridge() has nothing to flush or to close", async () => {
  const bridge = createEventToSpanEventBridge();
  deepEqual(await Promise.all([bridge.forceFlush(), bridge.shutdown()]), [undefined, undefined]);
});
