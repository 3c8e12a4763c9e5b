import { context, SeverityNumber, trace } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import { createConsoleInstrumentation } from "./console.ts";
import { recordTelemetry } from "./testdata/record_telemetry.ts";
import { configWith, DEFAULT_CONFIG } from "./testdata/instrumentation_config.ts";

/** A console that prints into an array what Deno's would print, by method. */
function fakeConsole() {
  const originals = { ...console };
  const printed: [method: string, text: string][] = [];
  const methods = ["debug", "log", "info", "warn", "error", "table", "count", "dir"] as const;
  const fakes = Object.fromEntries(
    methods.map((method) =>
      [method, (...data: unknown[]) => void printed.push([method, format(...data)])] as const
    ),
  );
  Object.assign(console, fakes);
  return {
    printed,
    fakes,
    [Symbol.dispose]() {
      Object.assign(console, originals);
    },
  };
}

const enable = (telemetry: ReturnType<typeof recordTelemetry>, outputToStderr = false) =>
  createConsoleInstrumentation({ outputToStderr }).enable(telemetry, DEFAULT_CONFIG);

Deno.test("console methods print as before and are recorded with their severity", () => {
  using telemetry = recordTelemetry();
  using fake = fakeConsole();
  using _enabled = enable(telemetry);
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
  using _enabled = enable(telemetry);
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
    using _enabled = enable(telemetry);
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
  using _enabled = enable(telemetry);
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
  using _enabled = enable(telemetry);
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
  using _enabled = enable(telemetry, true);
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
  const enabled = enable(telemetry, true);
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
  const enabled = enable(telemetry);
  const { log } = console;
  const own = (...data: unknown[]) => log("own:", ...data);
  console.log = own;
  enabled[Symbol.dispose]();
  assert.equal(console.log, own);
  console.log("x");
  assert.deepEqual(fake.printed, [["log", "own: x"]]);
});

Deno.test("console output names the active span, when that is asked for", () => {
  using telemetry = recordTelemetry();
  using fake = fakeConsole();
  using _enabled = createConsoleInstrumentation({ outputToStderr: false })
    .enable(telemetry, configWith({ log_correlation: true }));
  const span = telemetry.tracerProvider.getTracer("test").startSpan("work");
  const { traceId, spanId } = span.spanContext();
  const ids = `[trace_id=${traceId} span_id=${spanId} trace_sampled=true]`;
  console.log("before");
  context.with(trace.setSpan(context.active(), span), () => {
    console.info("%s rolls %d", "alice", 4);
    console.warn({ a: 1 });
    console.error();
    console.log("100%");
  });
  span.end();
  assert.deepEqual(fake.printed, [
    ["log", "before"],
    ["info", `${ids} alice rolls 4`],
    ["warn", `${ids} { a: 1 }`],
    ["error", ids],
    ["log", `${ids} 100%`],
  ]);
  assert.deepEqual(
    telemetry.takeLogs().map(({ body }) => body),
    ["before", "alice rolls 4", "{ a: 1 }", "", "100%"],
  );
});

Deno.test("console output is recorded with the line that wrote it, when that is asked for", () => {
  using telemetry = recordTelemetry();
  using _fake = fakeConsole();
  using _enabled = createConsoleInstrumentation({ outputToStderr: false })
    .enable(telemetry, configWith({ log_code_attributes: true }));
  function rollDice() {
    for (const method of ["debug", "log", "warn", "trace"] as const) console[method]("x");
    console.assert(false, "x");
  }
  rollDice();
  const records = telemetry.takeLogs();
  assert.equal(records.length, 5);
  for (const { attributes } of records) {
    assert.equal(attributes["code.file.path"], fileURLToPath(import.meta.url));
    assert.equal(attributes["code.function.name"], "rollDice");
    assert.ok(Number.isInteger(attributes["code.line.number"]));
  }
});

Deno.test("console output is printed and not recorded, when log records are not asked for", () => {
  using telemetry = recordTelemetry();
  using fake = fakeConsole();
  using _enabled = createConsoleInstrumentation({ outputToStderr: false })
    .enable(telemetry, configWith({ log_auto_instrumentation: false }));
  console.log("only printed");
  assert.deepEqual(fake.printed, [["log", "only printed"]]);
  assert.deepEqual(telemetry.takeLogs(), []);
});

Deno.test("Errors and plain objects among the values become attributes", () => {
  using telemetry = recordTelemetry();
  using _fake = fakeConsole();
  using _enabled = enable(telemetry);
  const cause = new TypeError("no hand");
  console.error(
    "lost: %o",
    { player: "alice", dice: { sides: 6 } },
    new RangeError("no dice", { cause }),
  );
  console.assert(false, "why", { player: "bob" });
  console.trace({ player: "carol" });
  console.log("%s", "only text", 4);
  const [lost, ...others] = telemetry.takeLogs();
  const { "exception.stacktrace": stack, ...attributes } = lost?.attributes ?? {};
  assert.deepEqual(attributes, {
    player: "alice",
    dice: { sides: 6 },
    "exception.type": "RangeError",
    "exception.message": "no dice",
  });
  assert.match(String(stack), /^RangeError: no dice\n[^]*\nCaused by: TypeError: no hand\n/);
  assert.deepEqual(others.map(({ attributes }) => attributes), [
    { player: "bob" },
    { player: "carol" },
    {},
  ]);
});

Deno.test("What console lays out by itself is recorded as it reads, and printed once", () => {
  for (const outputToStderr of [false, true]) {
    using telemetry = recordTelemetry();
    using fake = fakeConsole();
    using _enabled = enable(telemetry, outputToStderr);
    console.dir({ a: { b: 1 } }, { depth: 0 } as object);
    console.table([{ player: "alice" }]);
    console.count("rolls");
    console.count("rolls");
    const records = telemetry.takeLogs();
    assert.equal(fake.printed.length, 4);
    assert.deepEqual(records.map(({ body, severityText }) => [body, severityText]), [
      ["{ a: [Object] }", "INFO"],
      [records[1]?.body, "INFO"],
      ["rolls: 1", "INFO"],
      ["rolls: 2", "INFO"],
    ]);
    assert.match(String(records[1]?.body), /player[^]*alice/);
    assert.deepEqual(records[0]?.attributes, { a: { b: 1 } });
  }
});

Deno.test("A value that throws when it is read costs neither its line nor its record", () => {
  using telemetry = recordTelemetry();
  using fake = fakeConsole();
  using _enabled = enable(telemetry);
  const hostile = {
    get a() {
      throw new Error("no");
    },
  };
  console.log("one", hostile, { b: 1 });
  console.dir(hostile);
  assert.equal(fake.printed.length, 2);
  const records = telemetry.takeLogs();
  assert.equal(records.length, 2);
  assert.deepEqual(records[0]?.attributes, { b: 1 });
});
