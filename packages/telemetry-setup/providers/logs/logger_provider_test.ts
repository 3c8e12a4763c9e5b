import { deepEqual, equal, notEqual } from "node:assert/strict";
import {
  type AnyValue,
  diag,
  ROOT_CONTEXT,
  SeverityNumber,
  trace,
  TraceFlags,
  ValueType,
} from "@opentelemetry/api";
import type { LogRecordProcessor, ReadWriteLogRecord } from "@opentelemetry/sdk-logs";
import { createGuard } from "../guard/guard.ts";
import { MeterProvider } from "../metrics/meter_provider.ts";
import { ManualReader } from "../metrics/testdata/play_script.ts";
import { LoggerProvider, type LoggerProviderOptions } from "./logger_provider.ts";

/** A provider that keeps its records, and counts what it repaired. */
function create(options: Partial<LoggerProviderOptions> = {}, onEmit = (_: unknown) => {}) {
  const records: ReadWriteLogRecord[] = [];
  const keeper: LogRecordProcessor = {
    onEmit(record) {
      onEmit(record);
      records.push(record);
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  let repaired = 0;
  const guard = createGuard((count) => void (repaired += count));
  const provider = new LoggerProvider({ processors: [keeper], guard, ...options });
  return { provider, records, keeper, repaired: () => repaired };
}

Deno.test("LoggerProvider.getLogger() gives the same logger, when the scope is the same", () => {
  const { provider } = create();
  const scope = { schemaUrl: "urn:x", attributes: { a: 1, b: "2" } };
  const logger = provider.getLogger("dice", "1", scope);
  equal(provider.getLogger("dice", "1", { ...scope, attributes: { b: "2", a: 1 } }), logger);
  notEqual(provider.getLogger("dice", "1", { ...scope, attributes: { a: "1", b: "2" } }), logger);
  notEqual(provider.getLogger("dice", "2", scope), logger);
  notEqual(provider.getLogger("dice"), logger);
});

Deno.test("LoggerProvider.getLogger() gives loggers without end, keeps a thousand, and says so once", () => {
  const { provider, records } = create();
  const first = provider.getLogger("scope 0");
  for (let count = 1; count < 1000; count++) provider.getLogger(`scope ${count}`);
  equal(provider.getLogger("scope 0"), first);
  const warnings = captureWarnings(() => {
    const further = provider.getLogger("one more");
    further.emit({ body: "heard" });
    notEqual(provider.getLogger("one more"), further);
  });
  equal(warnings, 1);
  deepEqual(
    records.map(({ instrumentationScope: { name }, body }) => [name, body]),
    [["one more", "heard"]],
  );
});

Deno.test("Logger.emit() gives both times, the same moment, when the application gives none", () => {
  const { provider, records } = create();
  const before = Date.now();
  provider.getLogger("dice").emit({ body: "rolled" });
  const { hrTime, hrTimeObserved } = records[0]!;
  deepEqual(hrTime, hrTimeObserved);
  notEqual(hrTime, hrTimeObserved, "what one processor does to one leaves the other alone");
  equal(Math.abs(hrTime[0] * 1000 - before) < 2000, true);
});

Deno.test("Logger.emit() lets processors change a record, and nobody after them", () => {
  const { provider, records } = create({}, (record) => {
    (record as ReadWriteLogRecord).setBody("changed").setSeverityText("LOUD")
      .setSeverityNumber(21).setEventName("dice.rolled").setAttribute("a", 2)
      .setAttributes({ b: "text", c: Symbol("sign") as unknown as string });
  });
  provider.getLogger("dice").emit({ body: "rolled", attributes: { a: 1 } });
  const record = records[0]!;
  const warnings = captureWarnings(() => {
    record.setBody("late").setAttribute("late", true);
    record.severityText = "LATE";
    record.spanContext = { traceId: "a".repeat(32), spanId: "b".repeat(16), traceFlags: 1 };
  });
  equal(warnings, 4);
  deepEqual(
    [record.body, record.severityText, record.severityNumber, record.eventName, record.spanContext],
    ["changed", "LOUD", 21, "dice.rolled", undefined],
  );
  deepEqual(record.attributes, { a: 2, b: "text", c: "Symbol(sign)" });
});

Deno.test("Logger.emit() drops and counts attributes, when there are more than the limit", () => {
  const { provider, records } = create({
    limits: { attributeCountLimit: 2, attributeValueLengthLimit: 3 },
  });
  const attributes = { a: "abcdef", b: ["abcdef", 1], c: 3, d: 4, "": 5, e: undefined };
  provider.getLogger("dice").emit({ attributes: attributes as Record<string, AnyValue> });
  const [record] = records;
  deepEqual(record?.attributes, { a: "abc", b: ["abc", 1] });
  equal(record?.droppedAttributesCount, 2);
});

Deno.test("Logger.emit() keeps what the record says of the exception itself", () => {
  const { provider, records } = create();
  const exception = Object.assign(new RangeError("no dice"), { code: "E_DICE", stack: "here" });
  provider.getLogger("dice").emit({
    exception,
    attributes: { "exception.message": "mine" },
  });
  deepEqual(records[0]?.attributes, {
    "exception.message": "mine",
    "exception.type": "E_DICE",
    "exception.stacktrace": "here",
  });
});

Deno.test("Logger.emit() and enabled() go by the configuration of the logger", () => {
  const config = { enabled: true, traceBased: true, minimumSeverity: SeverityNumber.WARN };
  const { provider, records } = create({ configurator: () => config });
  const logger = provider.getLogger("dice");
  const unsampled = trace.setSpanContext(ROOT_CONTEXT, {
    traceId: "a".repeat(32),
    spanId: "b".repeat(16),
    traceFlags: TraceFlags.NONE,
  });
  logger.emit({ body: "info", severityNumber: SeverityNumber.INFO });
  logger.emit({ body: "not sampled", severityNumber: SeverityNumber.ERROR, context: unsampled });
  logger.emit({ body: "no severity" });
  logger.emit({ body: "warn", severityNumber: SeverityNumber.WARN });
  deepEqual(records.map(({ body }) => body), ["no severity", "warn"]);
  equal(logger.enabled({ severityNumber: SeverityNumber.INFO }), false);
  equal(logger.enabled({ context: unsampled }), false);
  equal(logger.enabled(), true);
});

Deno.test("Logger.enabled() asks the processors, when all of them can tell", () => {
  const asked: unknown[] = [];
  const idle = {
    onEmit() {},
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  const choosy: LogRecordProcessor = {
    ...idle,
    enabled(options) {
      asked.push([options.instrumentationScope.name, options.severityNumber, options.eventName]);
      return options.eventName === "wanted";
    },
  };
  const logger = create({ processors: [choosy] }).provider.getLogger("dice");
  equal(logger.enabled({ eventName: "wanted" }), true);
  equal(logger.enabled({ severityNumber: 5 }), false);
  deepEqual(asked, [["dice", undefined, "wanted"], ["dice", 5, undefined]]);
  equal(create({ processors: [choosy, idle] }).provider.getLogger("dice").enabled(), true);
  equal(create({ processors: [] }).provider.getLogger("dice").enabled(), false);
});

Deno.test("Logger.emit() hands a record to the other processors, when one throws", () => {
  const { keeper, records, repaired, provider: _ } = create();
  let count = 0;
  const guard = createGuard((repaired) => void (count += repaired));
  const failing: LogRecordProcessor = {
    ...keeper,
    onEmit() {
      throw new Error("a defect");
    },
  };
  new LoggerProvider({ processors: [failing, keeper], guard }).getLogger("dice").emit({ body: 1 });
  equal(records.length, 1);
  equal(count, 1);
  equal(repaired(), 0);
});

Deno.test("LoggerProvider takes nothing more, and shuts down once, when it was shut down", async () => {
  let shutdowns = 0;
  const { keeper, records } = create();
  const provider = new LoggerProvider({
    guard: createGuard(() => {}),
    processors: [{
      ...keeper,
      shutdown() {
        shutdowns++;
        return Promise.resolve();
      },
    }],
  });
  const logger = provider.getLogger("dice");
  await Promise.all([provider.shutdown(), provider.shutdown(), provider.forceFlush()]);
  logger.emit({ body: "late" });
  provider.getLogger("other").emit({ body: "late" });
  equal(shutdowns, 1);
  deepEqual(records, []);
  equal(logger.enabled(), false);
});

Deno.test("LoggerProvider counts its records in integers, when there is a meter", async () => {
  const reader = new ManualReader();
  const meterProvider = new MeterProvider({ readers: [reader] });
  create({ meterProvider }).provider.getLogger("dice").emit({ body: "rolled" });
  const { resourceMetrics } = await reader.collect();
  const metrics = resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics);
  deepEqual(
    metrics.map((
      { descriptor: { name, unit, valueType }, dataPoints },
    ) => [name, unit, valueType, dataPoints.map(({ value }) => value)]),
    [["otel.sdk.log.created", "{log_record}", ValueType.INT, [1]]],
  );
});

/** How many warnings the API's own voice gave. */
function captureWarnings(action: () => void): number {
  let count = 0;
  const ignore = () => {};
  diag.setLogger({
    error: ignore,
    warn: () => void count++,
    info: ignore,
    debug: ignore,
    verbose: ignore,
  }, { suppressOverrideMessage: true });
  try {
    action();
  } finally {
    diag.disable();
  }
  return count;
}
