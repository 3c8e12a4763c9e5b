import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { deepEqual, equal } from "node:assert/strict";
import { createConsoleSpanEncoder } from "./console_span_encoder.ts";
// Printed by OpenTelemetry Python for the same spans: see make_fixtures.py.
import printedByPython from "../testdata/console_output.json" with { type: "json" };
import { sampleSpans } from "../testdata/sample_spans.ts";

Deno.test("createConsoleSpanEncoder() prints what Python prints, when the span is the same", () => {
  const [roll, server] = sampleSpans();
  // Python escapes text beyond ASCII.
  const python = printedByPython.spans.join("\n").replaceAll("\\u00fc", "ü");

  equal(print([roll!, server!]), python);
});

Deno.test("createConsoleSpanEncoder() keeps nanoseconds, when Python would round them", () => {
  const precise = JSON.parse(print([sampleSpans()[2]!]));

  equal(precise.start_time, "2026-11-22T17:20:10.407427123Z");
  equal(precise.end_time, "2026-11-22T17:20:10.999999999Z");
  equal(precise.parent_id, null);
});

Deno.test("createConsoleSpanEncoder() prints the fields in the documented order", () => {
  const [span] = sampleSpans();
  // deno-fmt-ignore
  deepEqual(Object.keys(JSON.parse(print([span!]))), [
    "name", "context", "kind", "parent_id", "start_time", "end_time", "status", "attributes",
    "events", "links", "resource",
  ]);
});

Deno.test("createConsoleSpanEncoder() prints JSON that parses, when attributes hold any value", () => {
  const cycle: Record<string, unknown> = { bytes: new Uint8Array([1]), nan: NaN, big: 1n };
  cycle["self"] = cycle;
  const span: ReadableSpan = Object.create(sampleSpans()[0]!, { attributes: { value: cycle } });

  deepEqual(JSON.parse(print([span])).attributes, {
    bytes: "AQ==",
    nan: "NaN",
    big: 1,
    self: "[Circular]",
  });
});

Deno.test("createConsoleSpanEncoder() prints nothing, when there are no spans", () => {
  equal(createConsoleSpanEncoder().encode([]), undefined);
});

Deno.test("createConsoleSpanEncoder() names plain text, since several objects are no JSON document", () => {
  equal(createConsoleSpanEncoder().contentType, "text/plain; charset=utf-8");
});

function print(spans: readonly ReadableSpan[]): string {
  return new TextDecoder().decode(createConsoleSpanEncoder().encode(spans));
}
