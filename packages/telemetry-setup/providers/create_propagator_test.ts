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

Deno.test("createPropagator() names the known ones for an unknown name", () => {
  assert.throws(
    () => createPropagator({ composite: [{ pigeon: null }] }),
    new TypeError("Cannot create the propagator pigeon: known are tracecontext, baggage"),
  );
});
