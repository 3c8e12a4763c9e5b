import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { currentTime } from "../../clock/current_time.ts";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { stopClock } from "../testdata/stop_clock.ts";
import { type ChannelCall, createChannelCalls } from "./channel_calls.ts";

function start() {
  const undo = new DisposableStack();
  const telemetry = undo.use(recordTelemetry());
  const clock = undo.use(stopClock());
  const tracer = telemetry.tracerProvider.getTracer("test");
  const startedAt = performance.now();
  const registered: [object, ChannelCall][] = [];
  let collect: (call: ChannelCall) => void = () => {};
  const calls = createChannelCalls((callback) => {
    collect = callback;
    return { register: (owner, call) => void registered.push([owner, call]) };
  });
  return {
    calls,
    clock,
    registered,
    begin: (message: object) =>
      calls.begin(
        message,
        (parent) => tracer.startSpan("roll", { startTime: currentTime() }, parent),
      ),
    collect: (call: ChannelCall) => collect(call),
    /** When each span ended, in milliseconds after the start. */
    ends: () =>
      telemetry.takeSpans().map(({ endTime: [seconds, nanoseconds] }) =>
        Math.round(seconds * 1000 + nanoseconds / 1e6 - performance.timeOrigin - startedAt)
      ),
    [Symbol.dispose]: () => undo.dispose(),
  };
}

Deno.test("ChannelCalls begins a call in the active context, below its span", () => {
  using test = start();
  const parent = trace.setSpanContext(ROOT_CONTEXT, {
    traceId: "1".repeat(32),
    spanId: "2".repeat(16),
    traceFlags: 1,
  });
  const call = context.with(parent, () => test.begin({}));
  assert.equal(call.parent, parent);
  assert.equal(trace.getSpan(call.context), call.span);
  assert.equal(call.span.spanContext().traceId, "1".repeat(32));
});

Deno.test("ChannelCalls ends a call once, as of when it was done", () => {
  using test = start();
  const message = {};
  const call = test.begin(message);
  assert.equal(test.calls.get(message), call);
  test.clock.advance(5);
  call.returnedAt = performance.now();
  test.clock.advance(20);
  call.doneAt = performance.now();
  test.clock.advance(100);
  test.calls.end(message, call);
  test.calls.end(message, call);
  test.collect(call);
  assert.deepEqual(test.ends(), [25]);
  assert.equal(test.calls.get(message), undefined);
});

Deno.test("ChannelCalls ends a call whose message is collected as of when its function returned", () => {
  using test = start();
  const message = {};
  const call = test.begin(message);
  assert.deepEqual(test.registered, []);
  test.calls.endWithMessage(message, call);
  test.clock.advance(5);
  call.returnedAt = performance.now();
  assert.deepEqual(test.registered, [[message, call]]);
  test.clock.advance(100);
  test.collect(call);
  assert.deepEqual(test.ends(), [5]);
});

Deno.test("ChannelCalls forgets a call whose message is collected, when it never returned", () => {
  using test = start();
  test.collect(test.begin({}));
  test.calls[Symbol.dispose]();
  assert.deepEqual(test.ends(), []);
});

Deno.test("ChannelCalls ends calls where they end, also when more are under way than it keeps", () => {
  using test = start();
  const messages = Array.from({ length: 10_001 }, () => ({}));
  const [first] = messages.map((message) => test.begin(message));
  test.calls[Symbol.dispose]();
  assert.equal(test.ends().length, 10_000);
  assert.ok(first !== undefined);
  test.calls.end(messages[0]!, first);
  assert.equal(test.ends().length, 1);
});

Deno.test("ChannelCalls ends all that is under way, when disposed of", () => {
  using test = start();
  test.begin({}).returnedAt = performance.now();
  test.begin({});
  test.clock.advance(7);
  test.calls[Symbol.dispose]();
  test.calls[Symbol.dispose]();
  assert.deepEqual(test.ends(), [0, 7]);
});
