import assert from "node:assert/strict";
import { TraceFlags } from "@opentelemetry/api";
import { suppressTracing } from "@opentelemetry/core";
import { createJaegerPropagator } from "./jaeger.ts";
import { baggageOf, contextOf, describeParent, extract, inject } from "./testdata/carry.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const SPAN = "b7ad6b7169203331";
const propagator = createJaegerPropagator();

const READ: readonly (readonly [string, string])[] = [
  [`${TRACE}:${SPAN}:0:1`, `${TRACE}-${SPAN}-sampled`],
  [`${TRACE}:${SPAN}:0:01`, `${TRACE}-${SPAN}-sampled`],
  [`${TRACE}:${SPAN}:0:0`, `${TRACE}-${SPAN}-dropped`],
  // The debug flag implies the sampled one; further flags mean nothing to us.
  [`${TRACE}:${SPAN}:0:2`, `${TRACE}-${SPAN}-sampled`],
  [`${TRACE}:${SPAN}:0:3`, `${TRACE}-${SPAN}-sampled`],
  [`${TRACE}:${SPAN}:0:8`, `${TRACE}-${SPAN}-dropped`],
  [`${TRACE}:${SPAN}:51729f13a64c2ef3:1`, `${TRACE}-${SPAN}-sampled`],
  [`${TRACE}%3A${SPAN}%3A0%3A1`, `${TRACE}-${SPAN}-sampled`],
  [
    "51729f13a64c2ef3:258169797d519815:51729f13a64c2ef3:1",
    "000000000000000051729f13a64c2ef3-258169797d519815-sampled",
  ],
  ["deadbeef:bef0:0:1", "000000000000000000000000deadbeef-000000000000bef0-sampled"],
  [`${TRACE}:${SPAN}:0`, "none"],
  [`${TRACE}:${SPAN}:0:1:1`, "none"],
  [`${TRACE}:${SPAN}:0:x`, "none"],
  [`${TRACE}0:${SPAN}:0:1`, "none"],
  [`${TRACE}:${SPAN}0:0:1`, "none"],
  [`0:${SPAN}:0:1`, "none"],
  [`${TRACE}:0:0:1`, "none"],
  [`wrong:${SPAN}:0:1`, "none"],
  ["%", "none"],
  ["", "none"],
];

Deno.test("createJaegerPropagator() reads uber-trace-id", () => {
  for (const [header, expected] of READ) {
    const context = extract(propagator, { "uber-trace-id": header });
    assert.equal(describeParent(context), expected, header);
  }
});

Deno.test("createJaegerPropagator() writes uber-trace-id, the parent as 0", () => {
  const sampled = contextOf({ traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.SAMPLED });
  const dropped = contextOf({ traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.NONE });
  assert.deepEqual(inject(propagator, sampled), { "uber-trace-id": `${TRACE}:${SPAN}:0:01` });
  assert.deepEqual(inject(propagator, dropped), { "uber-trace-id": `${TRACE}:${SPAN}:0:00` });
});

Deno.test("createJaegerPropagator() hands the debug flag on", () => {
  const debug = extract(propagator, { "uber-trace-id": `${TRACE}:${SPAN}:0:3` });
  assert.deepEqual(inject(propagator, debug), { "uber-trace-id": `${TRACE}:${SPAN}:0:03` });
});

Deno.test("createJaegerPropagator() carries baggage in headers of their own", () => {
  const context = extract(propagator, {
    "uberctx-user": "alice%20%26%20bob",
    "Uberctx-Key": "x",
    "uberctx-": "nameless",
    "uberctx-bad": "%",
    other: "y",
  });
  assert.deepEqual(baggageOf(context), { user: "alice & bob", Key: "x" });
  assert.deepEqual(inject(propagator, context), {
    "uberctx-user": "alice%20%26%20bob",
    "uberctx-Key": "x",
  });
});

Deno.test("createJaegerPropagator() adds to the baggage that another propagator read", () => {
  const span = { traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.SAMPLED };
  const context = extract(propagator, { "uberctx-b": "2" }, contextOf(span, { a: "1" }));
  assert.deepEqual(baggageOf(context), { a: "1", b: "2" });
});

Deno.test("createJaegerPropagator() writes no baggage that no header can hold", () => {
  const span = { traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.NONE };
  const headers = inject(propagator, contextOf(span, { "a b": "1", lone: "\ud800", ok: "2" }));
  assert.deepEqual(headers, {
    "uber-trace-id": `${TRACE}:${SPAN}:0:00`,
    "uberctx-lone": "%EF%BF%BD",
    "uberctx-ok": "2",
  });
});

Deno.test("createJaegerPropagator() writes nothing where tracing is suppressed", () => {
  const span = { traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.SAMPLED };
  assert.deepEqual(inject(propagator, suppressTracing(contextOf(span, { a: "1" }))), {});
  assert.deepEqual(propagator.fields(), ["uber-trace-id"]);
});
