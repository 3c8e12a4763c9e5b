import assert from "node:assert/strict";
import { TraceFlags } from "@opentelemetry/api";
import { createOttracePropagator } from "./ottrace.ts";
import {
  baggageOf,
  contextOf,
  describeParent,
  extract,
  type Headers,
  inject,
} from "./testdata/carry.ts";

const TRACE = "80f198ee56343ba864fe8b2a57d3eff7";
const SPAN = "e457b5a2e4d86bd1";
const propagator = createOttracePropagator();

function headers(traceId: string, spanId: string, sampled?: string): Headers {
  return {
    "ot-tracer-traceid": traceId,
    "ot-tracer-spanid": spanId,
    ...(sampled === undefined ? {} : { "ot-tracer-sampled": sampled }),
  };
}

Deno.test("createOttracePropagator() reads ids of 64 and 128 bits", () => {
  const short = "64fe8b2a57d3eff7";
  const cases: readonly (readonly [Headers, string])[] = [
    [headers(short, SPAN, "true"), `0000000000000000${short}-${SPAN}-sampled`],
    [headers(TRACE, SPAN, "true"), `${TRACE}-${SPAN}-sampled`],
    [headers(TRACE, SPAN, "1"), `${TRACE}-${SPAN}-sampled`],
    [headers(TRACE, SPAN, "false"), `${TRACE}-${SPAN}-dropped`],
    [headers(TRACE, SPAN), `${TRACE}-${SPAN}-dropped`],
    [headers(TRACE, "d86bd1", "true"), `${TRACE}-0000000000d86bd1-sampled`],
    [headers("abcdefghijklmnop", SPAN, "true"), "none"],
    [headers("0000000000000000", SPAN, "true"), "none"],
    [headers(TRACE, "0000000000000000", "true"), "none"],
    [headers(TRACE, "", "true"), "none"],
    [{}, "none"],
  ];
  for (const [request, expected] of cases) {
    assert.equal(describeParent(extract(propagator, request)), expected, JSON.stringify(request));
  }
});

Deno.test("createOttracePropagator() writes the lower 64 bits of the trace id", () => {
  const sampled = contextOf({ traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.SAMPLED });
  assert.deepEqual(inject(propagator, sampled), headers("64fe8b2a57d3eff7", SPAN, "true"));
  const dropped = contextOf({ traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.NONE });
  assert.deepEqual(inject(propagator, dropped), headers("64fe8b2a57d3eff7", SPAN, "false"));
  assert.deepEqual(propagator.fields(), Object.keys(headers("", "", "")));
});

Deno.test("createOttracePropagator() carries baggage unencoded, beside a trace only", () => {
  const baggage = { "ot-baggage-user": "alice & bob", "Ot-Baggage-Key": "x" };
  assert.deepEqual(baggageOf(extract(propagator, baggage)), {});
  const context = extract(propagator, { ...headers(TRACE, SPAN, "true"), ...baggage });
  assert.deepEqual(baggageOf(context), { user: "alice & bob", Key: "x" });
  const span = { traceId: TRACE, spanId: SPAN, traceFlags: TraceFlags.SAMPLED };
  const written = inject(propagator, contextOf(span, { a: "1", "b c": "2", d: "\n", e: "é" }));
  assert.deepEqual(written, { ...headers("64fe8b2a57d3eff7", SPAN, "true"), "ot-baggage-a": "1" });
});
