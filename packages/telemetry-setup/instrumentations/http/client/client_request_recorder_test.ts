import { SpanStatusCode, type TracerProvider } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { configWith, DEFAULT_CONFIG } from "../../testdata/instrumentation_config.ts";
import { recordTelemetry } from "../../testdata/record_telemetry.ts";
import { stopClock } from "../../testdata/stop_clock.ts";
import { createClientRequestRecorder } from "./client_request_recorder.ts";

const REQUEST = {
  method: "GET",
  url: "https://me:secret@dice.example/roll?sig=secret",
  headers: () => new Headers(),
};
const RESPONSE = { status: 200, headers: () => new Headers() };

/** Seconds. */
const durationOf = ({ duration: [seconds, nanoseconds] }: { duration: [number, number] }) =>
  seconds + nanoseconds / 1e9;

for (
  const [end, seconds] of [["end", 1], ["endAtHeaders", 0.25]] as const
) {
  Deno.test(`createClientRequestRecorder() measures ${seconds} s, where ${end}() ends it`, async () => {
    using telemetry = recordTelemetry();
    using clock = stopClock();
    using recorder = createClientRequestRecorder(telemetry, DEFAULT_CONFIG);
    const recorded = recorder.start(REQUEST);
    clock.advance(250);
    recorded?.respond(RESPONSE);
    clock.advance(750);
    recorded?.[end]();
    recorded?.end();
    recorded?.fail(new Error("too late"));

    const [span, ...others] = telemetry.takeSpans();
    assert.deepEqual(others, []);
    assert.ok(span !== undefined && Math.abs(durationOf(span) - seconds) < 1e-6);
    assert.equal(span.status.code, SpanStatusCode.UNSET);
    const [point] = (await telemetry.collectDuration())?.dataPoints ?? [];
    assert.equal(point?.value.count, 1);
    assert.equal(point?.value.sum, seconds);
    assert.deepEqual(point?.value.buckets.boundaries.slice(0, 3), [0.005, 0.01, 0.025]);
    assert.deepEqual(point?.attributes, {
      "http.request.method": "GET",
      "server.address": "dice.example",
      "server.port": 443,
      "http.response.status_code": 200,
    });
  });
}

Deno.test("createClientRequestRecorder() records nothing of what was discarded", async () => {
  using telemetry = recordTelemetry();
  using recorder = createClientRequestRecorder(telemetry, DEFAULT_CONFIG);
  const recorded = recorder.start(REQUEST);
  recorded?.respond(RESPONSE);
  recorded?.discard();
  recorded?.end();
  assert.deepEqual(telemetry.takeSpans(), []);
  assert.equal(await telemetry.collectDuration(), undefined);
});

for (
  const [asked, events, logs] of [[null, 1, 0], ["logs", 0, 1], ["logs/dup", 1, 1]] as const
) {
  Deno.test(`createClientRequestRecorder() records exceptions where asked: ${asked}`, () => {
    using telemetry = recordTelemetry();
    using recorder = createClientRequestRecorder(
      telemetry,
      configWith({ exception_signal_opt_in: asked }),
    );
    recorder.start(REQUEST)?.fail(new RangeError(`no answer from ${REQUEST.url}`));
    const [span] = telemetry.takeSpans();
    const records = telemetry.takeLogs();
    assert.equal(span?.events.length, events);
    assert.deepEqual(
      records.map(({ eventName, severityText }) => [eventName, severityText]),
      Array(logs).fill(["http.client.request.exception", "WARN"]),
    );
    assert.equal(
      records[0]?.spanContext?.spanId,
      logs === 0 ? undefined : span?.spanContext().spanId,
    );
    assert.equal(
      span?.status.message,
      "no answer from https://REDACTED:REDACTED@dice.example/roll?sig=REDACTED",
    );
    const told = [span?.attributes, span?.events, records.map(({ attributes }) => attributes)];
    assert.doesNotMatch(JSON.stringify(told), /secret/);
  });
}

Deno.test("createClientRequestRecorder() sends the request all the same, if it cannot record it", () => {
  using telemetry = recordTelemetry();
  const broken = {
    getTracer: () => ({
      startSpan() {
        throw new Error("no span");
      },
    }),
  } as unknown as TracerProvider;
  using recorder = createClientRequestRecorder(
    { ...telemetry, tracerProvider: broken },
    DEFAULT_CONFIG,
  );
  assert.equal(recorder.start(REQUEST), undefined);
});

Deno.test("createClientRequestRecorder() survives headers that cannot be read", () => {
  using telemetry = recordTelemetry();
  const config = configWith({});
  const client = { ...config.http.client, response_captured_headers: ["a"] };
  using recorder = createClientRequestRecorder(telemetry, {
    ...config,
    http: { ...config.http, client },
  });
  const recorded = recorder.start(REQUEST);
  recorded?.respond({
    status: 500,
    headers() {
      throw new Error("no headers");
    },
  });
  recorded?.end();
  assert.equal(telemetry.takeSpans()[0]?.attributes["error.type"], "500");
});
