import { deepEqual, ok } from "node:assert/strict";
import {
  type AnyValue,
  type Context,
  type LogRecord,
  ROOT_CONTEXT,
  SeverityNumber,
  type TimeInput,
  trace,
} from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  InMemoryLogRecordExporter,
  LoggerProvider as NpmLoggerProvider,
  type LogRecordProcessor,
  type ReadWriteLogRecord,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import { decodeLogs } from "@otel-deno/otlp";
import { createOtlpEncoder } from "../../processors/otlp/otlp_encoder.ts";
import { seededRandom } from "../../testing/faults/seeded_random.ts";
import { createGuard } from "../guard/guard.ts";
import { LoggerProvider } from "./logger_provider.ts";

/** Sequences of calls, each of several records. */
const SEEDS = 1500;
const RESOURCE = resourceFromAttributes({ "service.name": "dice" });
const TEXTS = ["", "a", "text", "höher", "🎲🎲", "a much longer text than the others"];
const KEYS = ["", "a", "b", "dice.sides", "exception.message", "x".repeat(40), "höhe"];

/** Makes what an application may give, by chance. */
class Chance {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  maybe<T>(make: () => T): T | undefined {
    return this.below(2) === 0 ? undefined : make();
  }

  value(depth = 0): AnyValue {
    const kind = this.below(depth > 2 ? 6 : 9);
    if (kind < 2) return this.of(TEXTS);
    if (kind === 2) return this.below(2) === 0;
    if (kind === 3) return this.below(2 ** 40) - 2 ** 39;
    if (kind === 4) return this.#random() * 1e6;
    if (kind === 5) return this.of([null, NaN, Infinity, -0]);
    if (kind === 6) return Uint8Array.from({ length: this.below(9) }, () => this.below(256));
    const items = Array.from({ length: this.below(4) }, () => this.value(depth + 1));
    if (kind === 7) return items;
    return Object.fromEntries(items.map((item, index) => [`${this.of(KEYS)}${index}`, item]));
  }

  attributes(): Record<string, AnyValue> {
    return Object.fromEntries(
      Array.from({ length: this.below(8) }, () => [this.of(KEYS), this.value()]),
    );
  }

  time(): TimeInput {
    const seconds = 1_700_000_000 + this.below(1e6);
    return this.of([
      [seconds, this.below(1e9)],
      seconds * 1000 + this.below(1000),
      new Date(seconds * 1000 + this.below(1000)),
    ]);
  }

  context(): Context {
    const traceId = this.of(["a".repeat(32), "0".repeat(32), "not a trace id"]);
    const spanContext = { traceId, spanId: "b".repeat(16), traceFlags: this.below(2) };
    return this.below(3) === 0 ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, spanContext);
  }

  exception(): NonNullable<LogRecord["exception"]> {
    const error = Object.assign(new RangeError(this.of(TEXTS)), {
      stack: this.of(TEXTS),
      ...this.maybe(() => ({ code: this.of(["", "E_DICE"]) })),
    });
    return this.of([error, this.of(TEXTS), { name: this.of(TEXTS), message: "thrown" }]);
  }

  record(): LogRecord {
    const given = {
      body: this.maybe(() => this.value()),
      attributes: this.maybe(() => this.attributes()),
      severityNumber: this.maybe(() => this.below(25) as SeverityNumber),
      severityText: this.maybe(() => this.of(TEXTS)),
      eventName: this.maybe(() => this.of(TEXTS)),
      exception: this.below(4) === 0 ? this.exception() : undefined,
      timestamp: this.time(),
      observedTimestamp: this.time(),
      context: this.context(),
    };
    return Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    );
  }
}

type AnyProvider = NpmLoggerProvider | LoggerProvider;

/** A processor that changes records, always in the same way for the same seed. */
function createChanger(seed: number): LogRecordProcessor {
  const chance = new Chance(seed);
  return {
    onEmit(record: ReadWriteLogRecord) {
      if (chance.below(3) > 0) return;
      record.setAttribute(chance.of(KEYS), chance.value()).setAttributes(chance.attributes());
      if (chance.below(2) === 0) record.setBody(chance.value()).setEventName(chance.of(TEXTS));
      if (chance.below(2) === 0) record.setSeverityNumber(9).setSeverityText(chance.of(TEXTS));
      if (chance.below(2) === 0) record.hrTime = [5, 5];
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

/** Plays the sequence of a seed, and decodes what is sent of it. */
function play(
  seed: number,
  create: (processors: LogRecordProcessor[], seed: number) => AnyProvider,
) {
  const chance = new Chance(seed);
  const exporter = new InMemoryLogRecordExporter();
  const provider = create(
    [createChanger(seed), new SimpleLogRecordProcessor({ exporter })],
    seed,
  );
  for (let count = 1 + chance.below(6); count > 0; count--) {
    const logger = provider.getLogger(chance.of(TEXTS), chance.maybe(() => chance.of(["1", "2"])), {
      schemaUrl: chance.of(["", "urn:x"]),
      attributes: { a: chance.below(2) },
    });
    const record = chance.record();
    if (logger.enabled(record)) logger.emit(record);
  }
  const bytes = createOtlpEncoder("logs", "protobuf").encode(exporter.getFinishedLogRecords());
  return bytes === undefined ? undefined : decodeLogs(bytes, "protobuf");
}

function settingsOf(seed: number) {
  const chance = new Chance(-seed);
  const config = {
    enabled: chance.below(8) > 0,
    traceBased: chance.below(3) === 0,
    minimumSeverity: chance.of([0, 9, 17]) as SeverityNumber,
  };
  return {
    limits: {
      attributeCountLimit: chance.of([0, 1, 3, 128]),
      attributeValueLengthLimit: chance.of([0.5, 1, 5, Infinity]),
    },
    configurator: () => config,
  };
}

Deno.test("LoggerProvider sends what npm's does, for the same calls of the API", () => {
  let sent = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const npm = play(seed, (processors, seed) => {
      const { limits, configurator } = settingsOf(seed);
      return new NpmLoggerProvider({
        resource: RESOURCE,
        logRecordLimits: limits,
        loggerConfigurator: configurator,
        processors,
      });
    });
    const own = play(seed, (processors, seed) =>
      new LoggerProvider({
        resource: RESOURCE,
        ...settingsOf(seed),
        processors,
        guard: createGuard((count) => ok(false, `seed ${seed}: ${count} repaired`)),
      }));
    deepEqual(own, npm, `seed ${seed}`);
    if (own !== undefined) sent++;
  }
  ok(sent > SEEDS / 2, `${sent} sequences sent anything`);
});
