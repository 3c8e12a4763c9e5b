import assert from "node:assert/strict";
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { createPreciseStartTime } from "./precise_start_time.ts";

function recordSpans() {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    spanProcessors: [createPreciseStartTime(), new SimpleSpanProcessor({ exporter })],
  });
  return { tracer: provider.getTracer("test"), spans: () => exporter.getFinishedSpans() };
}

Deno.test("createPreciseStartTime() starts spans between two whole milliseconds", () => {
  const { tracer, spans } = recordSpans();
  for (let i = 0; i < 20; i++) tracer.startSpan("a").end();
  assert.ok(spans().some(({ startTime }) => startTime[1] % 1e6 !== 0));
});

Deno.test("createPreciseStartTime() keeps a child within its parent", () => {
  const { tracer, spans } = recordSpans();
  const nanoseconds = ([seconds, rest]: readonly [number, number]) =>
    BigInt(seconds) * 1_000_000_000n + BigInt(rest);
  for (let i = 0; i < 100; i++) {
    const parent = tracer.startSpan("parent");
    tracer.startSpan("child").end();
    parent.end();
    const [child, outer] = spans().slice(-2);
    assert.ok(child !== undefined && outer !== undefined);
    assert.ok(nanoseconds(child.startTime) >= nanoseconds(outer.startTime));
    // The SDK rounds the end through a floating point sum: a microsecond of tolerance.
    assert.ok(nanoseconds(child.endTime) <= nanoseconds(outer.endTime) + 1000n);
  }
});

Deno.test("createPreciseStartTime() keeps a start that the caller gave", () => {
  const { tracer, spans } = recordSpans();
  tracer.startSpan("a", { startTime: [1, 5] }).end([2, 0]);
  assert.deepEqual(spans()[0]?.startTime, [1, 5]);
});
