import assert from "node:assert/strict";
import manifest from "../deno.json" with { type: "json" };
import { formatStartLine, type StartLineFacts } from "./format_start_line.ts";

const FACTS: StartLineFacts = { serviceName: "dice-server", augment: false };
const HEAD = `otel-deno ${manifest.version}: dice-server → `;

Deno.test("formatStartLine() says together what goes to the same place", () => {
  const otlp = { batch: { exporter: { otlp_http: {} } } };
  const line = formatStartLine({
    tracer_provider: { processors: [otlp] },
    meter_provider: { readers: [{ periodic: { exporter: { console: {} } } }] },
    logger_provider: { processors: [otlp] },
  }, FACTS);
  assert.equal(
    line,
    HEAD + "traces, logs otlp http://localhost:4318 (http/protobuf), metrics console; " +
      "sampler parentbased_always_on",
  );
});

Deno.test("formatStartLine() names each exporter of a signal, and what has none", () => {
  const line = formatStartLine({
    tracer_provider: {
      processors: [
        { simple: { exporter: { console: {} } } },
        { batch: { exporter: { otlp_grpc: {} } } },
      ],
      sampler: { always_off: {} },
    },
    logger_provider: { processors: [{ "event_to_span_event_bridge/development": {} }] },
  }, FACTS);
  assert.equal(
    line,
    HEAD + "traces console and otlp http://localhost:4317 (grpc), metrics, logs none; " +
      "sampler always_off",
  );
});

Deno.test("formatStartLine() says what Deno's own OpenTelemetry sends", () => {
  assert.equal(
    formatStartLine({}, { ...FACTS, augment: true }),
    `${HEAD}traces, metrics Deno's own OpenTelemetry, logs none`,
  );
});

Deno.test("formatStartLine() says that telemetry is disabled", () => {
  assert.equal(
    formatStartLine({ disabled: true }, FACTS),
    `${HEAD}nothing: telemetry is disabled, trace context is passed on`,
  );
});

Deno.test("formatStartLine() is one line, whatever the service is called", () => {
  assert.match(formatStartLine({}, { ...FACTS, serviceName: "a\nb\u001b[31m" }), /^[^\p{Cc}]+$/u);
});
