import assert from "node:assert/strict";
import { createTraceState, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { type ReadableSpan, type SpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { decodeTraces } from "@otel-deno/otlp";
import { seededRandom } from "../../../testing/faults/seeded_random.ts";
import { createGuard } from "../../../providers/guard/guard.ts";
import { RecordingTracerProvider } from "../../../providers/traces/recording_tracer_provider.ts";
import { callDirectly } from "../../../providers/traces/testdata/callers.ts";
import { driveTracer } from "../../../providers/traces/testdata/drive_tracer.ts";
import { assertSameRequest } from "../flat/testdata/assert_same_request.ts";
import { collectRequests } from "../flat/testdata/collect_requests.ts";
import { diverseAttributes } from "../flat/testdata/diverse_attributes.ts";
import { createOtlpEncoder } from "../otlp_encoder.ts";
import { createFlatSpanCollector } from "./flat_span_collector.ts";

const CASES = 2000;
const resource = resourceFromAttributes({ "service.name": "dice", "host.cpu": [1, 2] });

function recordTo(onEnd: (span: ReadableSpan) => void): SpanProcessor {
  return {
    onStart() {},
    onEnd,
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

function createTracerOf(onEnd: (span: ReadableSpan) => void, idGenerator?: {
  generateSpanId(): string;
  generateTraceId(): string;
}) {
  const options = {
    resource,
    spanProcessors: [recordTo(onEnd)],
    ...idGenerator && { idGenerator },
  };
  return new RecordingTracerProvider(options, createGuard(() => {}));
}

const collect = () => collectRequests(createFlatSpanCollector);

Deno.test(`createFlatSpanCollector() makes the request that the encoder makes, byte by byte, in ${CASES} cases`, () => {
  const { collector, puts } = collect();
  const encoder = createOtlpEncoder("traces", "protobuf");
  let taken: ReadableSpan[] = [];
  let left = 0;
  const provider = createTracerOf((span) => {
    if (collector.add(span)) taken.push(span);
    else left++;
  });
  let count = 0;
  // Each first request has what was repaired in resource and scopes, too.
  for (let seed = 1; seed <= CASES; seed++) {
    driveTracer(callDirectly(provider), seededRandom(seed), { epochMillis: 1_790_000_000_000 });
    // Several runs together at times, so that scopes come in any order.
    if (seed % 3 === 0 || taken.length === 0) continue;
    assertSameRequest(taken, { collector, puts, encoder, seed });
    count += taken.length;
    taken = [];
  }
  assert.ok(count > CASES, `only ${count} spans`);
  assert.ok(left < count / 3, `${left} spans were not taken`);
});

Deno.test("createFlatSpanCollector() writes attributes of all kinds and lengths", () => {
  const { collector, puts } = collect();
  const spans: ReadableSpan[] = [];
  const provider = createTracerOf((span) => {
    assert.ok(collector.add(span));
    spans.push(span);
  });
  const attributes = { "": 1, none: null, ...diverseAttributes() };
  const state = createTraceState("a=1");
  const parent = {
    traceId: "a".repeat(32),
    spanId: "b".repeat(16),
    traceFlags: 1,
    isRemote: true,
    traceState: state,
  };
  const context = trace.setSpanContext(ROOT_CONTEXT, parent);
  const tracer = provider.getTracer("dice", "1", { schemaUrl: "urn:x" });
  tracer.startSpan("1970", { startTime: [0, 0] }).end([0, 0]);
  tracer.startSpan("Würfel \ud83c", { attributes, kind: 2, startTime: [5, 5] }, context)
    .setStatus({ code: 2, message: "lost" }).end([6, 6]);
  collector.handOver(0);
  assert.deepEqual(puts[0]?.bytes, createOtlpEncoder("traces", "protobuf").encode(spans));
  assert.equal(puts[0]?.about.repairedCount, 2, "the halves of a sign, in a name and an attribute");
});

Deno.test("createFlatSpanCollector() leaves to others what it cannot write as it is", () => {
  const { collector, puts } = collect();
  const taken: [string, boolean][] = [];
  const onEnd = (span: ReadableSpan) => void taken.push([span.name, collector.add(span)]);
  const tracer = createTracerOf(onEnd).getTracer("a");
  new TracerProvider({ spanProcessors: [recordTo(onEnd)] }).getTracer("a").startSpan("sdk").end();
  const read = tracer.startSpan("read", { attributes: { a: 1 } });
  assert.ok((read as unknown as ReadableSpan).attributes);
  read.end();
  tracer.startSpan("before 1970", { startTime: [-5, 0] }).end();
  tracer.startSpan("half a nanosecond", { startTime: [5, 0.5] }).end();
  tracer.startSpan("far away", { startTime: [2 ** 40, 0] }).end([2 ** 40, 1]);
  tracer.startSpan("large", { attributes: { a: "x".repeat(1_000_001) } }).end();
  for (const [name, id] of [["no ids", "x".repeat(16)], ["short ids", "abcd"]] as const) {
    const ids = { generateSpanId: () => id, generateTraceId: () => id + id };
    createTracerOf(onEnd, ids).getTracer("a").startSpan(name).end();
  }
  tracer.startSpan("plain").end();
  assert.deepEqual(taken, [
    ["sdk", false],
    ["read", false],
    ["before 1970", false],
    ["half a nanosecond", false],
    ["far away", false],
    ["large", false],
    ["no ids", false],
    ["short ids", false],
    ["plain", true],
  ]);
  assert.equal(collector.size, 1);
  collector.handOver(0);
  const [resourceSpans] = decodeTraces(puts[0]!.bytes, "protobuf").resourceSpans;
  assert.deepEqual(
    resourceSpans?.scopeSpans.flatMap(({ spans }) => spans.map(({ name }) => name)),
    [
      "plain",
    ],
  );
});

Deno.test("createFlatSpanCollector() hands nothing over where there is nothing", () => {
  const { collector, puts } = collect();
  collector.handOver(0);
  assert.deepEqual(puts, []);
});

Deno.test("createFlatSpanCollector() is full from a million bytes on, and empty afterwards", () => {
  const { collector, puts } = collect();
  const tracer = createTracerOf((span) => assert.ok(collector.add(span))).getTracer("a");
  let count = 0;
  while (!collector.isFull) {
    tracer.startSpan("a", { attributes: { text: "x".repeat(99_000) } }).end();
    count++;
  }
  assert.equal(count, 11);
  collector.handOver(0);
  assert.equal(collector.isFull, false);
  assert.ok(puts[0]!.bytes.length > 1_000_000 && puts[0]!.bytes.length < 1_200_000);
});

Deno.test("createFlatSpanCollector() keeps scopes apart, also where they have no end", () => {
  const { collector, puts } = collect();
  const provider = createTracerOf((span) => assert.ok(collector.add(span)));
  for (let round = 0; round < 3; round++) {
    for (let scope = 0; scope < 150; scope++) {
      provider.getTracer(`scope ${scope}`).startSpan("a").end();
    }
    collector.handOver(0);
    const [resourceSpans] = decodeTraces(puts[round]!.bytes, "protobuf").resourceSpans;
    assert.deepEqual(
      resourceSpans?.scopeSpans.map(({ scope, spans }) => [scope?.name, spans.length]),
      Array.from({ length: 150 }, (_, scope) => [`scope ${scope}`, 1]),
    );
  }
});
