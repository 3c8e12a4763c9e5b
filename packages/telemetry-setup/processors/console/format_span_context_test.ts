import { createTraceState } from "@opentelemetry/api";
import { equal } from "node:assert/strict";
import { formatSpanContext } from "./format_span_context.ts";

Deno.test("formatSpanContext() writes an empty list, when there is no trace state", () => {
  equal(traceState(undefined), "[]");
  equal(traceState(""), "[]");
});

Deno.test("formatSpanContext() writes the members in order, when there is a trace state", () => {
  equal(traceState("a=1,b=2"), "['{key=a, value=1}', '{key=b, value=2}']");
});

Deno.test("formatSpanContext() quotes as Python does, when a value holds quotes or backslashes", () => {
  equal(traceState("a=x'y"), `["{key=a, value=x'y}"]`);
  equal(traceState(`a=x"y`), `['{key=a, value=x"y}']`);
  equal(traceState(`a=x"'y`), `['{key=a, value=x"\\'y}']`);
  equal(traceState("a=x\\y"), "['{key=a, value=x\\\\y}']");
});

function traceState(header: string | undefined): string {
  return formatSpanContext({
    traceId: "281a34561eb376d24d96813d75b4dd60",
    spanId: "51b4ed1acf5a0bb5",
    traceFlags: 1,
    ...(header !== undefined && { traceState: createTraceState(header) }),
  }).trace_state;
}
