import type { Attributes, TracerProvider as ApiTracerProvider } from "@opentelemetry/api";
import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { type ReadableSpan, type SpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { createFlatSpanCollector } from "../../processors/otlp/spans/flat_span_collector.ts";
import { createOtlpEncoder } from "../../processors/otlp/otlp_encoder.ts";
import { createGuard } from "../guard/guard.ts";
import { RecordingTracerProvider } from "./recording_tracer_provider.ts";

/** Spans that are encoded together. */
const BATCH = 512;

const guard = createGuard(() => {});
const encoder = createOtlpEncoder("traces", "protobuf");
const collector = createFlatSpanCollector(() => {});

function processorThat(onEnd: (span: ReadableSpan) => void): SpanProcessor {
  return {
    onStart() {},
    onEnd,
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

function encodeTogether(encode: (spans: ReadableSpan[]) => unknown): SpanProcessor {
  let spans: ReadableSpan[] = [];
  return processorThat((span) => {
    spans.push(span);
    if (spans.length < BATCH) return;
    encode(spans);
    spans = [];
  });
}

const encodeAtEnd = processorThat((span) => {
  collector.add(span);
  if (collector.size === BATCH) collector.handOver(0);
});
const drop = processorThat(() => {});

const providers: Readonly<Record<string, ApiTracerProvider>> = {
  "npm's, dropped": new TracerProvider({ spanProcessors: [drop] }),
  "ours, dropped": new RecordingTracerProvider({ spanProcessors: [drop] }, guard),
  "npm's, encoded by npm": new TracerProvider({
    spanProcessors: [encodeTogether((spans) => ProtobufTraceSerializer.serializeRequest(spans))],
  }),
  "ours, encoded together": new RecordingTracerProvider({
    spanProcessors: [encodeTogether((spans) => encoder.encode(spans))],
  }, guard),
  "ours, encoded at its end": new RecordingTracerProvider({ spanProcessors: [encodeAtEnd] }, guard),
};

for (const count of [0, 5, 10, 30]) {
  const keys = Array.from({ length: count }, (_, index) => `dice.attribute.number${index}`);
  const values = keys.map((_, index) => index % 3 === 0 ? index : `the value ${index}`);
  const attributes: Attributes = Object.fromEntries(keys.map((key, index) => [key, values[index]]));
  for (const [name, provider] of Object.entries(providers)) {
    const tracer = provider.getTracer("dice");
    const group = `a span with ${count} attributes`;
    const baseline = name === "npm's, encoded by npm";
    Deno.bench(`${group}: ${name}`, { group, baseline }, () => {
      tracer.startSpan("roll", { attributes }).end();
    });
    if (count !== 10) continue;
    const set = "a span, and 10 attributes set one by one";
    Deno.bench(`${set}: ${name}`, { group: set, baseline }, () => {
      const span = tracer.startSpan("roll");
      for (let index = 0; index < keys.length; index++) {
        span.setAttribute(keys[index]!, values[index]!);
      }
      span.end();
    });
  }
}
