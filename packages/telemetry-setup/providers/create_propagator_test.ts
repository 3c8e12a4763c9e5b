import assert from "node:assert/strict";
import {
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  trace,
} from "@opentelemetry/api";
import { createPropagator } from "./create_propagator.ts";

const TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

Deno.test("createPropagator() carries trace context and baggage", () => {
  const propagator = createPropagator({ composite: [{ tracecontext: null }, { baggage: null }] });
  const context = propagator.extract(
    ROOT_CONTEXT,
    { traceparent: TRACEPARENT, baggage: "user=alice" },
    defaultTextMapGetter,
  );
  assert.equal(trace.getSpanContext(context)?.traceId, "0af7651916cd43dd8448eb211c80319c");
  assert.equal(propagation.getBaggage(context)?.getEntry("user")?.value, "alice");
  const carrier: Record<string, string> = {};
  propagator.inject(context, carrier, defaultTextMapSetter);
  assert.deepEqual(carrier, { traceparent: TRACEPARENT, baggage: "user=alice" });
});

Deno.test("createPropagator() carries nothing for an empty list", () => {
  assert.deepEqual(createPropagator({ composite: [] }).fields(), []);
});

Deno.test("createPropagator() takes each name of both lists once, in their order", () => {
  const propagator = createPropagator({
    composite: [{ b3: {} }, { tracecontext: null }],
    composite_list: "xray, tracecontext, jaeger,b3",
  });
  assert.deepEqual(propagator.fields(), [
    "b3",
    "traceparent",
    "tracestate",
    "x-amzn-trace-id",
    "uber-trace-id",
  ]);
});

Deno.test("createPropagator() knows every name of the specification", () => {
  const fields: Readonly<Record<string, readonly string[]>> = {
    tracecontext: ["traceparent", "tracestate"],
    baggage: ["baggage"],
    b3: ["b3"],
    b3multi: ["x-b3-traceid", "x-b3-spanid", "x-b3-sampled", "x-b3-flags"],
    jaeger: ["uber-trace-id"],
    xray: ["x-amzn-trace-id"],
    ottrace: ["ot-tracer-traceid", "ot-tracer-spanid", "ot-tracer-sampled"],
    none: [],
  };
  for (const [name, expected] of Object.entries(fields)) {
    assert.deepEqual(createPropagator({ composite: [{ [name]: null }] }).fields(), expected, name);
  }
});

Deno.test("createPropagator() lets the later propagator win, and the earlier where it is silent", () => {
  const b3 = "80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1";
  const propagator = createPropagator({ composite_list: "b3,tracecontext" });
  const traceIds = [{ b3, traceparent: TRACEPARENT }, { b3, traceparent: "bad" }].map((headers) =>
    trace.getSpanContext(propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter))?.traceId
  );
  assert.deepEqual(traceIds, [
    "0af7651916cd43dd8448eb211c80319c",
    "80f198ee56343ba864fe8b2a57d3eff7",
  ]);
});

Deno.test("createPropagator() names the known ones for an unknown name", () => {
  assert.throws(
    () => createPropagator({ composite: [{ pigeon: null }] }),
    new TypeError(
      "Cannot create the propagator pigeon: known are " +
        "tracecontext, baggage, b3, b3multi, jaeger, xray, ottrace, none",
    ),
  );
});
