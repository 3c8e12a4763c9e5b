import { type Context, context, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { recordTelemetry } from "../testdata/record_telemetry.ts";
import { observeCall } from "./observe_call.ts";

const STATUS = { unset: 0, error: 2 };

function observe<T>(call: () => T, options: Partial<Parameters<typeof observeCall>[1]> = {}) {
  const telemetry = recordTelemetry();
  const tracer = telemetry.tracerProvider.getTracer("test");
  const observed = observeCall(call, {
    tracer,
    name: "act",
    kind: SpanKind.CLIENT,
    attributes: { a: 1 },
    ...options,
  });
  return { observed, telemetry };
}

Deno.test("observeCall() makes a span that is active in the call, until its promise is settled", async () => {
  const { promise, resolve } = Promise.withResolvers<number>();
  let spanId: string | undefined;
  const { observed, telemetry } = observe(() => {
    spanId = trace.getActiveSpan()?.spanContext().spanId;
    return promise;
  });
  using _ended = telemetry;
  assert.equal(telemetry.takeSpans().length, 0);
  resolve(4);
  assert.equal(await observed, 4);
  const [span] = telemetry.takeSpans();
  assert.equal(span?.spanContext().spanId, spanId);
  assert.equal(span?.kind, SpanKind.CLIENT);
  assert.deepEqual({ ...span?.attributes }, { a: 1 });
  assert.equal(span?.status.code, STATUS.unset);
});

Deno.test("observeCall() passes failures on, without their words unless asked", async () => {
  const failure = new RangeError("secret key");
  const { observed, telemetry } = observe(() => Promise.reject(failure));
  using _ended = telemetry;
  await assert.rejects(observed, (error) => error === failure);
  const [span] = telemetry.takeSpans();
  assert.equal(span?.attributes["error.type"], "RangeError");
  assert.deepEqual(span?.status, { code: STATUS.error });
  assert.deepEqual(span?.events, []);
});

Deno.test("observeCall() describes failures when asked, thrown at once too", () => {
  const telemetry = recordTelemetry();
  using _ended = telemetry;
  const failure = new TypeError("no");
  const ends: unknown[] = [];
  assert.throws(() =>
    observeCall(() => {
      throw failure;
    }, {
      tracer: telemetry.tracerProvider.getTracer("test"),
      name: "act",
      kind: SpanKind.INTERNAL,
      attributes: {},
      describesErrors: true,
      onEnd: (_seconds, errorType) => void ends.push(errorType),
    }), failure);
  const [span] = telemetry.takeSpans();
  assert.deepEqual(span?.status, { code: STATUS.error, message: "no" });
  assert.equal(span?.events[0]?.attributes?.["exception.type"], "TypeError");
  assert.deepEqual(ends, ["TypeError"]);
});

Deno.test("observeCall() has the parent that it is given", () => {
  using telemetry = recordTelemetry();
  const tracer = telemetry.tracerProvider.getTracer("test");
  const outer = tracer.startSpan("outer");
  const act = (options: { parent?: Context }) =>
    observeCall(() => {}, {
      tracer,
      name: "act",
      kind: SpanKind.CLIENT,
      attributes: {},
      ...options,
    });
  context.with(trace.setSpan(ROOT_CONTEXT, outer), () => {
    act({});
    act({ parent: ROOT_CONTEXT });
  });
  const parents = telemetry.takeSpans().map(({ parentSpanContext }) => parentSpanContext?.spanId);
  assert.deepEqual(parents, [outer.spanContext().spanId, undefined]);
});

Deno.test("observeCall() only calls, when no span can be started", () => {
  const tracer = { startSpan: () => assert.fail("broken"), startActiveSpan: () => assert.fail() };
  const options = { tracer, name: "act", kind: SpanKind.CLIENT, attributes: {} };
  assert.equal(observeCall(() => 4, options), 4);
});
