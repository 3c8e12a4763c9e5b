import { ROOT_CONTEXT } from "@opentelemetry/api";
import { isTracingSuppressed } from "@opentelemetry/core";
import assert from "node:assert/strict";
import { recordTelemetry } from "./testdata/record_telemetry.ts";
import { withoutTracing } from "./without_tracing.ts";

Deno.test("withoutTracing() is what the SDK understands, and leaves the context itself alone", () => {
  using telemetry = recordTelemetry();
  const tracer = telemetry.tracerProvider.getTracer("test");
  assert.equal(isTracingSuppressed(ROOT_CONTEXT), false);
  tracer.startSpan("none", {}, withoutTracing(ROOT_CONTEXT)).end();
  tracer.startSpan("one", {}, ROOT_CONTEXT).end();
  assert.deepEqual(telemetry.takeSpans().map(({ name }) => name), ["one"]);
});
