import assert from "node:assert/strict";
import { ROOT_CONTEXT, trace, TraceFlags } from "@opentelemetry/api";
import { suppressTracing } from "@opentelemetry/core";
import { contextOf, extract, type Headers, inject } from "./testdata/carry.ts";
import { seededRandom } from "../../../otlp/testdata/random_record.ts";
import { SPAN_ID, TRACE_CONTEXT_CASES, TRACE_ID } from "./testdata/trace_context_cases.ts";
import { createTraceContextPropagator } from "./trace_context.ts";

const propagator = createTraceContextPropagator();

for (const { name, headers, trace: expected, flags, state } of TRACE_CONTEXT_CASES) {
  for (const combine of [joined, listed]) {
    Deno.test(`createTraceContextPropagator() reads ${name}, headers ${combine.name}`, () => {
      const context = extract(propagator, combine(headers));
      const found = trace.getSpanContext(context);
      if (expected === "new") return assert.equal(context, ROOT_CONTEXT);
      assert.equal(found?.traceId, TRACE_ID);
      assert.equal(found.spanId, SPAN_ID);
      assert.equal(found.isRemote, true);
      if (flags !== undefined) assert.equal(found.traceFlags, flags);
      const sent = inject(propagator, context);
      assert.equal(sent["traceparent"], `00-${TRACE_ID}-${SPAN_ID}-0${found.traceFlags}`);
      assert.equal(sent["tracestate"], state);
    });
  }
}

Deno.test("createTraceContextPropagator() covers what the text says in at least 80 cases", () => {
  assert.ok(TRACE_CONTEXT_CASES.length >= 80, `${TRACE_CONTEXT_CASES.length} cases`);
  assert.equal(
    new Set(TRACE_CONTEXT_CASES.map(({ name }) => name)).size,
    TRACE_CONTEXT_CASES.length,
  );
});

Deno.test("createTraceContextPropagator() writes nothing where tracing is suppressed", () => {
  const spanContext = { traceId: TRACE_ID, spanId: SPAN_ID, traceFlags: TraceFlags.SAMPLED };
  assert.deepEqual(inject(propagator, suppressTracing(contextOf(spanContext))), {});
  assert.deepEqual(inject(propagator, ROOT_CONTEXT), {});
});

Deno.test("createTraceContextPropagator() reads what it wrote, whatever it was", () => {
  const random = seededRandom(20_261_122);
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");
  for (let round = 0; round < 1000; round++) {
    const spanContext = { traceId: `1${hex(31)}`, spanId: `${hex(15)}1`, traceFlags: round & 3 };
    const sent = inject(propagator, contextOf(spanContext));
    const found = trace.getSpanContext(extract(propagator, sent));
    assert.deepEqual(found, { ...spanContext, isRemote: true });
  }
});

Deno.test("createTraceContextPropagator() takes any text without an exception", () => {
  const random = seededRandom(7);
  const valid = `00-${TRACE_ID}-${SPAN_ID}-01`;
  for (let round = 0; round < 5000; round++) {
    const traceparent = damage(round % 3 === 0 ? "" : valid, random);
    const tracestate = damage("foo=1,bar@baz=2 , c=3", random);
    const sent = inject(propagator, extract(propagator, { traceparent, tracestate }));
    if (sent["traceparent"] === undefined) assert.equal(sent["tracestate"], undefined);
    else assert.match(sent["traceparent"], /^00-[\da-f]{32}-[\da-f]{16}-0[0-3]$/);
    assert.match(sent["tracestate"] ?? "", /^[\x20-\x7e]{0,512}$/);
  }
});

Deno.test("createTraceContextPropagator() takes a time that grows no faster than the headers", () => {
  const parent = `-${TRACE_ID}-${SPAN_ID}-01`;
  const blanks = " ".repeat(1_000_000);
  // The square of a million steps is a quarter of an hour: the test would not end.
  const read = (headers: Headers) => trace.getSpanContext(extract(propagator, headers));
  assert.equal(read({ traceparent: `cc${parent}-${blanks},` }), undefined);
  assert.equal(read({ traceparent: `00${parent}${blanks}x` }), undefined);
  assert.equal(read({ traceparent: `${blanks}00${parent}${blanks}` })?.traceId, TRACE_ID);
  const tracestate = Array.from({ length: 32 }, () => `a=1${" ".repeat(1000)}2`).join();
  for (let round = 0; round < 1000; round++) {
    assert.equal(read({ traceparent: `00${parent}`, tracestate })?.traceState, undefined);
  }
});

type Pairs = readonly (readonly [string, string])[];

/** As `Headers` of the Fetch standard combine them. */
function joined(headers: Pairs): Headers {
  return combine(headers, (values) => values.join(", "));
}

/** As a server hands them over that keeps repeated headers apart. */
function listed(headers: Pairs): Headers {
  return combine(headers, (values) => values);
}

function combine(headers: Pairs, join: (values: string[]) => string | string[]): Headers {
  const byName = Map.groupBy(headers, ([name]) => name.toLowerCase());
  return Object.fromEntries(
    [...byName].map(([name, pairs]) => [name, join(pairs.map(([, value]) => value))]),
  );
}

function damage(text: string, random: () => number): string {
  let damaged = text;
  for (let count = Math.floor(random() * 4); count >= 0; count--) {
    const at = Math.floor(random() * (damaged.length + 1));
    const insert = random() < 0.5 ? String.fromCharCode(Math.floor(random() * 0x300)) : "";
    damaged = damaged.slice(0, at) + insert + damaged.slice(at + Math.floor(random() * 3));
  }
  return damaged;
}
