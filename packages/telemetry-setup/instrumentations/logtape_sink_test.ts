import { configure, getLogger, type LogRecord, reset } from "@logtape/logtape";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { createLogtapeSink } from "./logtape_sink.ts";
import { recordTelemetry } from "./testdata/record_telemetry.ts";

function record(overrides: Partial<LogRecord> = {}): LogRecord {
  return {
    category: ["app", "db"],
    level: "info",
    message: ["message"],
    rawMessage: "message",
    timestamp: Date.now(),
    properties: {},
    ...overrides,
  };
}

/** What the logs API gets of one record. */
function emitted(
  overrides: Partial<LogRecord>,
  options?: Parameters<typeof createLogtapeSink>[1],
) {
  using telemetry = recordTelemetry();
  createLogtapeSink(telemetry.loggerProvider, options)(record(overrides));
  const [log, ...others] = telemetry.takeLogs();
  assert.ok(log);
  assert.equal(others.length, 0);
  return log;
}

Deno.test("createLogtapeSink() takes the category for the scope", () => {
  assert.equal(emitted({}).instrumentationScope.name, "app.db");
  assert.equal(emitted({ category: ["app"] }).instrumentationScope.name, "app");
});

Deno.test("createLogtapeSink() renders the message: text as it is, values readably", () => {
  const error = new RangeError("no dice");
  delete error.stack;
  const message = ["a ", "text", ", a number ", 4, ", an object ", { a: [1] }, ", ", error, ""];
  assert.equal(
    emitted({ message }).body,
    "a text, a number 4, an object { a: [ 1 ] }, [RangeError: no dice]",
  );
});

Deno.test("createLogtapeSink() keeps line feeds and control characters of a message", () => {
  const name = "alice\n\x1b[31mred\x1b[0m" + "x".repeat(10_000);
  assert.equal(emitted({ message: ["", name, " plays"] }).body, `${name} plays`);
});

Deno.test("createLogtapeSink() makes attributes of properties of every kind", () => {
  const properties = {
    text: "text",
    number: 1.5,
    boolean: true,
    nothing: null,
    bytes: new Uint8Array([1, 2]),
    list: [1, "two", [3]],
    map: { a: { b: 1 } },
    big: 10n ** 30n,
    symbol: Symbol("s"),
    error: new TypeError("no"),
    date: new Date(0),
    "dotted.name": 1,
  };
  const { "exception.stacktrace": stack, ...attributes } = emitted({ properties }).attributes;
  assert.match(String(stack), /^TypeError: no\n/);
  assert.deepEqual(attributes, {
    "exception.type": "TypeError",
    "exception.message": "no",
    ...properties,
    big: "1000000000000000000000000000000",
    symbol: "Symbol(s)",
    error: "TypeError: no",
    date: "1970-01-01T00:00:00.000Z",
  });
});

Deno.test("createLogtapeSink() takes the first error of the properties, and leaves the application's names", () => {
  const [first, second] = [new RangeError("first"), new TypeError("second")];
  const { attributes } = emitted({ properties: { first, second, "exception.type": "own" } });
  assert.equal(attributes["exception.type"], "own");
  assert.equal(attributes["exception.message"], "first");
  assert.equal(attributes["second"], "TypeError: second");
});

Deno.test("createLogtapeSink() takes a record whose values throw when read", () => {
  const hostile = {
    [Symbol.for("Deno.customInspect")]() {
      throw new Error("no text");
    },
    get a() {
      throw new Error("no reading");
    },
  };
  const properties = {
    kept: 1,
    hostile,
    get broken() {
      throw new Error("no reading");
    },
  };
  const log = emitted({ message: ["before ", hostile, " after"], properties });
  assert.equal(log.body, "before [Unreadable] after");
  assert.deepEqual(log.attributes, {
    kept: 1,
    hostile: { a: "[Unreadable]" },
    broken: "[Unreadable]",
  });
});

Deno.test("createLogtapeSink() does not pollute a prototype", () => {
  const properties = JSON.parse('{"__proto__":{"polluted":true},"kept":1}');
  const { attributes } = emitted({ properties });
  assert.equal(attributes["kept"], 1);
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
});

Deno.test("createLogtapeSink() gives a record of this moment the finer time of now", () => {
  const { hrTime, hrTimeObserved } = emitted({ timestamp: 1_700_000_000_123 }, {
    now: () => [1_700_000_000, 124_456_789],
  });
  assert.deepEqual(hrTime, [1_700_000_000, 124_456_789]);
  assert.deepEqual(hrTimeObserved, hrTime);
});

Deno.test("createLogtapeSink() keeps the time of a record that comes late", () => {
  const { hrTime, hrTimeObserved } = emitted({ timestamp: 1_700_000_000_123 }, {
    now: () => [1_700_000_005, 0],
  });
  assert.deepEqual(hrTime, [1_700_000_000, 123_000_000]);
  assert.deepEqual(hrTimeObserved, [1_700_000_005, 0]);
});

Deno.test("createLogtapeSink() takes the same record once", () => {
  using telemetry = recordTelemetry();
  const sink = createLogtapeSink(telemetry.loggerProvider);
  const [first, second] = [record(), record()];
  for (const each of [first, second, first, second]) sink(each);
  assert.equal(telemetry.takeLogs().length, 2);
});

Deno.test("createLogtapeSink() never throws", () => {
  const sink = createLogtapeSink({
    getLogger() {
      throw new Error("broken");
    },
  });
  assert.doesNotThrow(() => sink(record()));
});

Deno.test("createLogtapeSink() tells the line of the application that logs, when that is asked for", async () => {
  using telemetry = recordTelemetry();
  const sink = createLogtapeSink(telemetry.loggerProvider, { codeAttributes: true });
  await configure({
    sinks: { sink },
    loggers: [{ category: ["dice"], sinks: ["sink"] }, { category: ["logtape", "meta"] }],
  });
  try {
    const rollDice = () => getLogger(["dice", "cup"]).info("rolled {result}", { result: 4 });
    rollDice();
  } finally {
    await reset();
  }
  const { "code.line.number": line, ...attributes } = telemetry.takeLogs()[0]?.attributes ?? {};
  assert.deepEqual(attributes, {
    result: 4,
    "code.file.path": fileURLToPath(import.meta.url),
    "code.function.name": "rollDice",
  });
  assert.ok(Number.isInteger(line));
});
