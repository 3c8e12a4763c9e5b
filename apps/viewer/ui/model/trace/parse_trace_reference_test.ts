import { deepEqual, equal } from "node:assert/strict";
import { parseTraceReference } from "./parse_trace_reference.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

Deno.test("parseTraceReference() reads trace and span, when a traceparent is pasted", () => {
  deepEqual(parseTraceReference(`traceparent: 00-${TRACE}-${SPAN}-01`), {
    traceId: TRACE,
    spanId: SPAN,
  });
});

Deno.test("parseTraceReference() finds a bare trace id in any case, when it is in a line of a log", () => {
  deepEqual(parseTraceReference(`x trace_id=${TRACE.toUpperCase()} y`), { traceId: TRACE });
});

for (const text of ["", "hello", "0".repeat(32), `${TRACE}0`, TRACE.slice(1)]) {
  Deno.test(`parseTraceReference() finds nothing, when the text is "${text}"`, () => {
    equal(parseTraceReference(text), undefined);
  });
}
