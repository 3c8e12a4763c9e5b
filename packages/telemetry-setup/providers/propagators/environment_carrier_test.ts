import assert from "node:assert/strict";
import { propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { suppressTracing } from "@opentelemetry/core";
import { PROPAGATION_VARIABLES } from "../../config/propagation_variables.ts";
import { createPropagator } from "../create_propagator.ts";
import { createEnvironmentCarrier } from "./environment_carrier.ts";
import { contextOf } from "./testdata/carry.ts";

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const SPAN_ID = "b7ad6b7169203331";
const TRACEPARENT = `00-${TRACE_ID}-${SPAN_ID}-01`;
const W3C = createPropagator({ composite_list: "tracecontext,baggage" });

function carrierOf(env: Readonly<Record<string, string>>, propagator = W3C) {
  return createEnvironmentCarrier(propagator, (name) => new Map(Object.entries(env)).get(name));
}

Deno.test("createEnvironmentCarrier() reads what whoever started the process handed over", () => {
  const env = { TRACEPARENT, TRACESTATE: "a=1", BAGGAGE: "user=ann" };
  const { root, inherited } = carrierOf(env);
  const parent = trace.getSpanContext(root);
  assert.equal(parent?.traceId, TRACE_ID);
  assert.equal(parent.isRemote, true);
  assert.equal(parent.traceState?.serialize(), "a=1");
  assert.equal(propagation.getBaggage(root)?.getEntry("user")?.value, "ann");
  assert.deepEqual(inherited, env);
});

Deno.test("createEnvironmentCarrier() reads only names that are normalized", () => {
  const propagator = createPropagator({ composite_list: "b3multi" });
  const ids = { X_B3_TRACEID: TRACE_ID, X_B3_SPANID: SPAN_ID };
  assert.equal(trace.getSpanContext(carrierOf(ids, propagator).root)?.traceId, TRACE_ID);
  const asHeaders = { "x-b3-traceid": TRACE_ID, "x-b3-spanid": SPAN_ID, traceparent: TRACEPARENT };
  assert.equal(carrierOf(asHeaders, propagator).root, ROOT_CONTEXT);
  assert.equal(carrierOf(asHeaders).root, ROOT_CONTEXT);
});

Deno.test("createEnvironmentCarrier() has no context for values that are not valid", () => {
  for (const value of ["", "nonsense", `${TRACEPARENT},${TRACEPARENT}`]) {
    assert.equal(trace.getSpanContext(carrierOf({ TRACEPARENT: value }).root), undefined);
  }
});

Deno.test("createEnvironmentCarrier() counts a variable that is not text as not set", () => {
  const { root, inherited } = createEnvironmentCarrier(W3C, (name) => {
    if (name === "BAGGAGE") throw new Deno.errors.InvalidData("not Unicode");
    return name === "TRACEPARENT" ? TRACEPARENT : undefined;
  });
  assert.equal(trace.getSpanContext(root)?.traceId, TRACE_ID);
  assert.deepEqual(inherited, { TRACEPARENT });
});

Deno.test("EnvironmentCarrier.variablesOf() has the context, and empties what is of another", () => {
  const context = contextOf({ traceId: TRACE_ID, spanId: SPAN_ID, traceFlags: 1 }, { user: "bob" });
  assert.deepEqual(carrierOf({}).variablesOf(context), { TRACEPARENT, BAGGAGE: "user=bob" });
  assert.deepEqual(carrierOf({}).variablesOf(ROOT_CONTEXT), {});
  const inherited = { TRACEPARENT: TRACEPARENT.replace("0af", "1af"), TRACESTATE: "a=1" };
  assert.deepEqual(carrierOf(inherited).variablesOf(context), {
    TRACEPARENT,
    TRACESTATE: "",
    BAGGAGE: "user=bob",
  });
  // What is done for a request that is excluded leads to no spans, in child processes neither.
  assert.deepEqual(carrierOf(inherited).variablesOf(suppressTracing(context)), {
    TRACEPARENT: "",
    TRACESTATE: "",
  });
});

Deno.test("PROPAGATION_VARIABLES are what the built-in propagators ask for", () => {
  const asked: string[] = [];
  const all = "tracecontext,baggage,b3,b3multi,jaeger,xray,ottrace";
  createEnvironmentCarrier(createPropagator({ composite_list: all }), (name) => {
    asked.push(name);
    return undefined;
  });
  assert.deepEqual([...PROPAGATION_VARIABLES], asked);
});
