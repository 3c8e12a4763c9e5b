import { context, trace } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { createConsoleInstrumentation } from "./console.ts";
import { enableConsole, fakeConsole } from "./testdata/fake_console.ts";
import { configWith } from "./testdata/instrumentation_config.ts";
import { recordTelemetry } from "./testdata/record_telemetry.ts";

// What is in the records besides the text, and what settings change.

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
  using _enabled = enableConsole(telemetry);
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
    using _enabled = enableConsole(telemetry, outputToStderr);
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
  using _enabled = enableConsole(telemetry);
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
