import { SeverityNumber } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { format } from "node:util";
import { createConsoleInstrumentation } from "./console.ts";
import { enableConsole, fakeConsole } from "./testdata/fake_console.ts";
import { DEFAULT_CONFIG } from "./testdata/instrumentation_config.ts";
import { recordTelemetry } from "./testdata/record_telemetry.ts";

Deno.test("console methods print as before and are recorded with their severity", () => {
  using telemetry = recordTelemetry();
  using fake = fakeConsole();
  using _enabled = enableConsole(telemetry);
  const severities = {
    debug: [SeverityNumber.DEBUG, "DEBUG"],
    log: [SeverityNumber.INFO, "INFO"],
    info: [SeverityNumber.INFO, "INFO"],
    warn: [SeverityNumber.WARN, "WARN"],
    error: [SeverityNumber.ERROR, "ERROR"],
  } as const;
  for (const [method, expected] of Object.entries(severities)) {
    console[method as keyof typeof severities](`by ${method}`);
    const [record, ...others] = telemetry.takeLogs();
    assert.equal(others.length, 0);
    assert.deepEqual([record?.severityNumber, record?.severityText], expected);
    assert.equal(record?.body, `by ${method}`);
    assert.equal(record.instrumentationScope.name, "@otel-deno/telemetry-setup/console");
    assert.deepEqual(record.hrTime, record.hrTimeObserved);
  }
  assert.deepEqual(fake.printed, Object.keys(severities).map((name) => [name, `by ${name}`]));
});

Deno.test("console output is recorded as it reads: format strings, values, objects", () => {
  using telemetry = recordTelemetry();
  using _fake = fakeConsole();
  using _enabled = enableConsole(telemetry);
  const error = new RangeError("no dice");
  const cases: [unknown[], string][] = [
    [[], ""],
    [["%s rolls %d", "alice", 4], "alice rolls 4"],
    [["a", 1, true, null, undefined], "a 1 true null undefined"],
    [["%j%%", { a: 1 }, "rest"], '{"a":1}% rest'],
    [["%cred", "color: red"], "red"],
    [[{ a: [1, { b: 2 }] }], "{ a: [ 1, { b: 2 } ] }"],
    [["line\nfeed \x1b[31m"], "line\nfeed \x1b[31m"],
    [[10n, Symbol("s")], "10n Symbol(s)"],
    [[error], error.stack ?? ""],
  ];
  for (const [data, expected] of cases) {
    console.log(...data);
    assert.equal(telemetry.takeLogs()[0]?.body, expected);
  }
});

Deno.test("console.assert() is recorded only when it fails", () => {
  using telemetry = recordTelemetry();
  using fake = fakeConsole();
  const { assert: original } = console;
  console.assert = (condition, ...data) => condition || fake.printed.push(["assert", format(data)]);
  try {
    using _enabled = enableConsole(telemetry);
    console.assert(true, "holds");
    console.assert(false, "%s fails", "it");
    console.assert(0 > 1, { a: 1 });
    console.assert();
  } finally {
    console.assert = original;
  }
  assert.equal(fake.printed.length, 3);
  const records = telemetry.takeLogs();
  assert.deepEqual(records.map(({ body }) => body), [
    "Assertion failed: it fails",
    "Assertion failed: { a: 1 }",
    "Assertion failed",
  ]);
  assert.ok(records.every(({ severityText }) => severityText === "ERROR"));
});

Deno.test("console.trace() is recorded with the stack of its caller", () => {
  using telemetry = recordTelemetry();
  using fake = fakeConsole();
  using _enabled = enableConsole(telemetry);
  console.trace("from %s", "here");
  const [record] = telemetry.takeLogs();
  assert.equal(record?.severityText, "TRACE");
  const [first, second] = String(record.body).split("\n");
  assert.equal(first, "Trace: from here");
  assert.match(second ?? "", /console_test\.ts/);
  assert.deepEqual(fake.printed, [["error", record.body]]);
});

Deno.test("A record carries the trace and span id of the active span", () => {
  using telemetry = recordTelemetry();
  using _fake = fakeConsole();
  using _enabled = enableConsole(telemetry);
  telemetry.tracerProvider.getTracer("test").startActiveSpan("work", (span) => {
    console.log("in a span");
    const [record] = telemetry.takeLogs();
    assert.deepEqual(record?.spanContext?.spanId, span.spanContext().spanId);
    assert.deepEqual(record?.spanContext?.traceId, span.spanContext().traceId);
  });
});

Deno.test("What is printed while a record is made is not recorded", () => {
  using telemetry = recordTelemetry();
  using fake = fakeConsole();
  const { loggerProvider } = telemetry;
  const printing = {
    getLogger: (name: string) => ({
      ...loggerProvider.getLogger(name),
      emit(record: Parameters<ReturnType<typeof loggerProvider.getLogger>["emit"]>[0]) {
        console.error("while emitting");
        loggerProvider.getLogger(name).emit(record);
      },
    }),
  };
  using _enabled = createConsoleInstrumentation({ outputToStderr: false }).enable({
    ...telemetry,
    loggerProvider: printing as typeof loggerProvider,
  }, DEFAULT_CONFIG);
  console.log("once");
  assert.deepEqual(fake.printed, [["log", "once"], ["error", "while emitting"]]);
  assert.deepEqual(telemetry.takeLogs().map(({ body }) => body), ["once"]);
});

Deno.test("The application's line is printed, when recording it fails", () => {
  using telemetry = recordTelemetry();
  using fake = fakeConsole();
  const emit = () => {
    throw new Error("broken");
  };
  const loggerProvider = { getLogger: () => ({ emit, enabled: () => true }) };
  using _enabled = createConsoleInstrumentation({ outputToStderr: false }).enable({
    ...telemetry,
    loggerProvider,
  }, DEFAULT_CONFIG);
  console.log("printed");
  assert.deepEqual(fake.printed, [["log", "printed"]]);
});

Deno.test("Everything is printed to standard error, when that is asked for", () => {
  using telemetry = recordTelemetry();
  using fake = fakeConsole();
  using _enabled = enableConsole(telemetry, true);
  for (const method of ["debug", "log", "info", "error"] as const) console[method](method);
  console.dir({ a: 1 });
  console.dirxml({ b: 1 }, 2);
  console.count("c");
  console.table(["cell"]);
  console.clear();
  assert.deepEqual([...new Set(fake.printed.map(([method]) => method))], ["error"]);
  const texts = fake.printed.map(([, text]) => text);
  assert.deepEqual(texts.slice(0, 7), [
    "debug",
    "log",
    "info",
    "error",
    "{ a: 1 }",
    "{ b: 1 } 2",
    "c: 1",
  ]);
  assert.match(texts[7] ?? "", /cell/);
  assert.equal(texts.length, 8);
});

Deno.test("dispose() puts the console back, and ends the recording", () => {
  using telemetry = recordTelemetry();
  using fake = fakeConsole();
  const before = { ...console };
  const enabled = enableConsole(telemetry, true);
  const { log } = console;
  enabled[Symbol.dispose]();
  assert.deepEqual({ ...console }, before);
  log("kept by the application");
  assert.deepEqual(fake.printed, [["error", "kept by the application"]]);
  assert.equal(telemetry.takeLogs().length, 0);
});

Deno.test("dispose() leaves what the application put in place of a method", () => {
  using telemetry = recordTelemetry();
  using fake = fakeConsole();
  const enabled = enableConsole(telemetry);
  const { log } = console;
  const own = (...data: unknown[]) => log("own:", ...data);
  console.log = own;
  enabled[Symbol.dispose]();
  assert.equal(console.log, own);
  console.log("x");
  assert.deepEqual(fake.printed, [["log", "own: x"]]);
});
