import assert from "node:assert/strict";
import { type Attributes, type HrTime, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  type Span,
  type SpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { createGuard } from "../guard/guard.ts";
import {
  RecordingTracerProvider,
  type RecordingTracerProviderOptions,
} from "./recording_tracer_provider.ts";

const idle: SpanProcessor = {
  onStart() {},
  onEnd() {},
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

function recordSpans(options: RecordingTracerProviderOptions = {}) {
  const exporter = new InMemorySpanExporter();
  let repaired = 0;
  const provider = new RecordingTracerProvider({
    ...options,
    spanProcessors: [...options.spanProcessors ?? [], new SimpleSpanProcessor({ exporter })],
  }, createGuard((count) => void (repaired += count)));
  return {
    tracer: provider.getTracer("test"),
    spans: () => exporter.getFinishedSpans(),
    repaired: () => repaired,
  };
}

function toNanos([seconds, nanos]: HrTime): bigint {
  return BigInt(seconds) * 1_000_000_000n + BigInt(nanos);
}

Deno.test("RecordingSpan starts and ends between two whole milliseconds", () => {
  const { tracer, spans } = recordSpans();
  for (let i = 0; i < 20; i++) tracer.startSpan("a").end();
  assert.ok(spans().some(({ startTime }) => startTime[1] % 1e6 !== 0));
  assert.ok(spans().some(({ endTime }) => endTime[1] % 1e6 !== 0));
});

Deno.test("RecordingSpan is within its parent", () => {
  const { tracer, spans } = recordSpans();
  for (let i = 0; i < 100; i++) {
    const parent = tracer.startSpan("parent");
    tracer.startSpan("child").end();
    parent.end();
    const [child, outer] = spans().slice(-2);
    assert.ok(child !== undefined && outer !== undefined);
    assert.ok(toNanos(child.startTime) >= toNanos(outer.startTime));
    assert.ok(toNanos(child.endTime) <= toNanos(outer.endTime));
  }
});

Deno.test("RecordingSpan keeps a start that the caller gave", () => {
  const { tracer, spans } = recordSpans();
  tracer.startSpan("a", { startTime: [1, 5] }).end([2, 0]);
  assert.deepEqual(spans()[0]?.startTime, [1, 5]);
  assert.deepEqual(spans()[0]?.duration, [0, 999_999_995]);
});

Deno.test("RecordingSpan reads the clock once at its start and once at its end", () => {
  let reads = 0;
  const { tracer, spans } = recordSpans({ now: () => ++reads * 10 });
  tracer.startSpan("a", { attributes: { a: 1 } }).setAttribute("b", 2).end();
  assert.equal(reads, 2);
  assert.deepEqual(spans()[0]?.duration, [0, 10_000_000]);
});

Deno.test("RecordingSpan never ends before it starts", () => {
  const { tracer, spans } = recordSpans();
  tracer.startSpan("a", { startTime: [5, 0] }).end([4, 999_999_999]);
  assert.deepEqual([spans()[0]?.endTime, spans()[0]?.duration], [[5, 0], [0, 0]]);
});

Deno.test("RecordingSpan ends by the system's clock, where a given start is far from ours", () => {
  // Our clock stands still since an hour ago: the machine has slept.
  const hourAgo = performance.now() - 3_600_000;
  const { tracer, spans } = recordSpans({ now: () => hourAgo });
  tracer.startSpan("slept", { startTime: Date.now() }).end();
  tracer.startSpan("by our clock").end();
  const [slept, other] = spans();
  assert.ok(slept!.duration[0] < 60);
  assert.ok(Math.abs(Date.now() / 1000 - slept!.endTime[0]) < 60);
  assert.deepEqual(other!.duration, [0, 0]);
});

Deno.test("RecordingSpan can be changed by processors as the SDK's can", () => {
  const { tracer, spans } = recordSpans({
    spanProcessors: [{
      ...idle,
      onEnding(span: Span) {
        span.attributes["secret"] = "***";
        span.setAttribute("more", true);
      },
      onEnd(span: ReadableSpan) {
        const writable = span as { -readonly [Key in keyof ReadableSpan]: ReadableSpan[Key] };
        writable.attributes = { ...span.attributes, replaced: true };
        writable.endTime = [9, 0];
        writable.status = { code: 1 };
        writable.name = "renamed";
        writable.events.push({ name: "added", time: [1, 0] });
      },
    }],
  });
  tracer.startSpan("a", { startTime: [1, 0], attributes: { secret: "planted" } }).end();
  const [span] = spans();
  assert.deepEqual(span?.attributes, { secret: "***", more: true, replaced: true });
  assert.deepEqual([span?.endTime, span?.status, span?.name], [[9, 0], { code: 1 }, "renamed"]);
  assert.deepEqual(span?.events, [{ name: "added", time: [1, 0] }]);
});

Deno.test("RecordingSpan can be read through a proxy, and as a prototype", () => {
  const { tracer } = recordSpans();
  const span = tracer.startSpan("a", { attributes: { a: 1 } });
  const proxy = new Proxy(span as unknown as ReadableSpan, {
    get: (target, key, receiver) =>
      key === "attributes" ? { hidden: true } : Reflect.get(target, key, receiver),
  });
  assert.deepEqual(proxy.attributes, { hidden: true });
  assert.equal(proxy.spanContext(), span.spanContext());
  assert.deepEqual([proxy.duration, proxy.events, proxy.droppedLinksCount], [[-1, -1], [], 0]);
  const derived: ReadableSpan = Object.create(span, { name: { value: "other" } });
  assert.deepEqual([derived.name, derived.attributes], ["other", { a: 1 }]);
});

Deno.test("RecordingSpan has the limits of attributes also when they are many", () => {
  const { tracer, spans } = recordSpans({ spanLimits: { attributeCountLimit: 300 } });
  const span = tracer.startSpan("a");
  for (let i = 0; i < 400; i++) span.setAttribute(`k${i}`, i);
  for (let i = 0; i < 400; i++) span.setAttribute(`k${i}`, -i);
  span.end();
  const [{ attributes, droppedAttributesCount }] = spans() as [ReadableSpan];
  assert.equal(Object.keys(attributes).length, 300);
  assert.deepEqual([attributes["k299"], attributes["k300"]], [-299, undefined]);
  assert.equal(droppedAttributesCount, 200);
});

Deno.test("RecordingSpan stays as it is once it has ended", () => {
  const { tracer, spans } = recordSpans();
  const span = tracer.startSpan("a");
  span.end([9_000_000_000, 0]);
  span.setAttribute("b", 1).setAttributes({ c: 1 }).addEvent("e").setStatus({ code: 2 })
    .addLink({ context: span.spanContext() }).addLinks([{ context: span.spanContext() }])
    .updateName("b");
  span.recordException("no");
  span.end();
  assert.equal(spans().length, 1);
  const [{ name, attributes, events, links, status, endTime }] = spans() as [ReadableSpan];
  assert.deepEqual([name, attributes, events, links, status, endTime], [
    "a",
    {},
    [],
    [],
    { code: 0 },
    [9_000_000_000, 0],
  ]);
});

Deno.test("RecordingSpan is shown to all processors, whatever one of them throws", () => {
  const fail = () => {
    throw new Error("no");
  };
  const { tracer, spans, repaired } = recordSpans({
    spanProcessors: [{ ...idle, onStart: fail, onEnding: fail, onEnd: fail }],
  });
  const span = tracer.startSpan("a", {}, ROOT_CONTEXT);
  assert.ok(span.isRecording());
  span.end();
  assert.deepEqual(spans().map(({ name }) => name), ["a"]);
  assert.equal(repaired(), 3);
});

Deno.test("RecordingSpan copies what it is given", () => {
  const { tracer, spans } = recordSpans();
  const attributes: Attributes = { tags: ["a"], map: { a: 1 } };
  const link = { context: tracer.startSpan("other").spanContext(), attributes };
  const span = tracer.startSpan("a", { attributes, links: [link] });
  span.addEvent("e", attributes);
  (attributes["tags"] as string[]).push("later");
  attributes["more"] = 1;
  span.end();
  const [read] = spans();
  assert.deepEqual(read?.attributes, { tags: ["a"], map: { a: 1 } });
  assert.deepEqual(read?.links[0]?.attributes, { tags: ["a"], map: { a: 1 } });
  assert.deepEqual(read?.events[0]?.attributes, { tags: ["a"] });
  assert.equal(read?.events[0]?.droppedAttributesCount, 1);
  assert.equal(trace.isSpanContextValid(read!.links[0]!.context), true);
});

Deno.test("RecordingSpan shows on the console what the SDK's shows", () => {
  const { tracer } = recordSpans({ resource: resourceFromAttributes({ "service.name": "dice" }) });
  const span = tracer.startSpan("roll", { attributes: { "dice.sides": 6 }, startTime: [5, 6] });
  const sdk = new TracerProvider().getTracer("test").startSpan("roll");
  const shown = (text: string) => [...text.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
  const text = Deno.inspect(span, { depth: 1 });
  assert.deepEqual(shown(text), shown(Deno.inspect(sdk, { depth: 1 })));
  assert.match(text, /attributes: \{ "dice.sides": 6 \}/);
  assert.match(text, /startTime: \[ 5, 6 \]/);
});
