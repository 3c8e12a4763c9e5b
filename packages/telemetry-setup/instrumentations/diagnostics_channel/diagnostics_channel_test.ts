import { context, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { channel, tracingChannel } from "node:diagnostics_channel";
import { configWith } from "../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { withoutTracing } from "../without_tracing.ts";
import { createDiagnosticsChannelInstrumentation } from "./diagnostics_channel.ts";
import { collectWarnings } from "./testdata/collect_warnings.ts";
import { observeDice } from "./testdata/observe_dice.ts";

const STATUS_ERROR = 2;

Deno.test("diagnostics-channel leaves channels alone that nobody named", () => {
  using test = observeDice({ diagnostics_channels: [] });
  assert.equal(tracingChannel("dice").hasSubscribers, false);
  assert.equal(channel("dice").hasSubscribers, false);
  tracingChannel("dice").traceSync(() => 4, {});
  assert.deepEqual(test.takeSpans(), []);
});

Deno.test("diagnostics-channel records what a call throws, and passes it on", () => {
  using test = observeDice();
  const failure = new RangeError("no dice at http://me:secret@dice.example/");
  const call = () =>
    tracingChannel("dice").traceSync(() => {
      throw failure;
    }, {});
  assert.throws(call, (error) => error === failure);
  const [span, ...others] = test.takeSpans();
  assert.deepEqual(others, []);
  assert.equal(span?.attributes["error.type"], "RangeError");
  const message = "no dice at http://REDACTED:REDACTED@dice.example/";
  assert.deepEqual(span?.status, { code: STATUS_ERROR, message });
  assert.deepEqual(
    span?.events.map(({ name, attributes }) => [
      name,
      attributes?.["exception.type"],
      attributes?.["exception.message"],
    ]),
    [["exception", "RangeError", message]],
  );
  assert.doesNotMatch(JSON.stringify(span?.events), /secret/);
});

Deno.test("diagnostics-channel records why a promise was rejected and a callback told an error", async () => {
  using test = observeDice();
  const failure = Object.assign(new Error("gone"), { code: "ER_NO_DICE" });
  await assert.rejects(
    tracingChannel("dice").tracePromise(() => Promise.reject(failure), {}),
    (error) => error === failure,
  );
  assert.throws(
    () =>
      tracingChannel("dice").tracePromise(() => {
        throw failure;
      }, {}),
    (error) => error === failure,
  );
  tracingChannel("dice").traceCallback(
    (callback: (error: unknown) => void) => callback("no error object"),
    0,
    {},
    undefined,
    () => {},
  );
  assert.deepEqual(
    test.takeSpans().map(({ attributes, status, events }) => [
      attributes["error.type"],
      status.message,
      events.length,
    ]),
    [
      ["ER_NO_DICE", "gone", 1],
      ["ER_NO_DICE", "gone", 1],
      ["_OTHER", "no error object", 1],
    ],
  );
});

Deno.test("diagnostics-channel records exceptions as log records, when asked", () => {
  using test = observeDice({ exception_signal_opt_in: "logs" });
  assert.throws(() =>
    tracingChannel("dice").traceSync(() => {
      throw new TypeError("no hand");
    }, {})
  );
  const [span] = test.takeSpans();
  const [record] = test.takeLogs();
  assert.deepEqual(span?.events, []);
  assert.equal(record?.eventName, "exception");
  assert.equal(record?.attributes["exception.type"], "TypeError");
  assert.equal(record?.spanContext?.spanId, span?.spanContext().spanId);
});

Deno.test("diagnostics-channel makes a span of a client, when the message names a server", async () => {
  using test = observeDice({
    diagnostics_channel_fields: ["database", "result.rows", "route.url"],
  });
  const message = {
    query: "SELECT secret",
    database: "dice",
    serverAddress: "db.example",
    serverPort: 3306,
  };
  await tracingChannel("dice").tracePromise(() => Promise.resolve({ rows: 2 }), message);
  const [span] = test.takeSpans();
  assert.equal(span?.kind, SpanKind.CLIENT);
  assert.deepEqual({ ...span?.attributes }, {
    "server.address": "db.example",
    "server.port": 3306,
    "diagnostics_channel.message.database": "dice",
    "diagnostics_channel.message.result.rows": 2,
  });
});

Deno.test("diagnostics-channel records one span, when a channel is named twice", () => {
  using test = observeDice({ diagnostics_channels: ["dice", "tracing:dice:start"] });
  tracingChannel("dice").traceSync(() => 4, {});
  assert.deepEqual(test.takeTree(), ["- > dice"]);
});

Deno.test("diagnostics-channel tells of a failure of its own, never the application", () => {
  using warnings = collectWarnings();
  using telemetry = recordTelemetry();
  const failing = () => {
    throw new Error("broken tracer");
  };
  const tracer = { startSpan: failing, startActiveSpan: failing };
  const providers = { ...telemetry, tracerProvider: { getTracer: () => tracer } };
  using _ = createDiagnosticsChannelInstrumentation().enable(
    providers,
    configWith({ diagnostics_channels: ["dice"] }),
  );
  assert.equal(tracingChannel("dice").traceSync(() => 4, {}), 4);
  assert.match(warnings.texts[0] ?? "", /^Cannot record what dice tells Error: broken tracer/);
});

Deno.test("diagnostics-channel records nothing where tracing is switched off", () => {
  using test = observeDice();
  const suppressed = withoutTracing(ROOT_CONTEXT);
  const seen = context.with(suppressed, () => {
    channel("dice").publish({ rolled: 4 });
    return tracingChannel("dice").traceSync(() => context.active(), {});
  });
  assert.equal(seen, suppressed);
  assert.deepEqual([test.takeSpans(), test.takeLogs()], [[], []]);
});

Deno.test("diagnostics-channel makes an event of each message of a plain channel", () => {
  using test = observeDice({ diagnostics_channel_fields: ["rolled"] });
  test.inSpan(() => {
    channel("dice").publish({ rolled: 4, player: "ann" });
    channel("dice").publish("text");
  });
  const [span] = test.takeSpans();
  const records = test.takeLogs();
  assert.deepEqual(
    records.map(({ eventName, severityText, body, attributes }) => [
      eventName,
      severityText,
      body,
      { ...attributes },
    ]),
    [
      ["dice", "INFO", undefined, { "diagnostics_channel.message.rolled": 4 }],
      ["dice", "INFO", undefined, {}],
    ],
  );
  assert.equal(records[0]?.spanContext?.spanId, span?.spanContext().spanId);
});

Deno.test("diagnostics-channel records one event, when to read it publishes once more", () => {
  using test = observeDice({ diagnostics_channel_fields: ["echo"] });
  const message = {
    get echo() {
      channel("dice").publish(message);
      return 1;
    },
  };
  channel("dice").publish(message);
  assert.equal(test.takeLogs().length, 1);
});

Deno.test("diagnostics-channel leaves channels as they were, when disposed of", async () => {
  using test = observeDice();
  const { promise, resolve } = Promise.withResolvers<number>();
  const answer = tracingChannel("dice").tracePromise(() => promise, {});
  test.enabled[Symbol.dispose]();
  assert.deepEqual(test.takeTree(), ["- > dice"]);
  assert.equal(tracingChannel("dice").hasSubscribers, false);
  assert.equal(channel("dice").hasSubscribers, false);
  resolve(4);
  assert.equal(await answer, 4);
  assert.deepEqual(test.takeSpans(), []);
  assert.equal(trace.getActiveSpan(), undefined);
});
