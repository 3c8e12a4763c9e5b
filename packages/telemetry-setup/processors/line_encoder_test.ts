import { deepEqual, equal } from "node:assert/strict";
import { createLineEncoder } from "./line_encoder.ts";
import { createOtlpEncoder } from "./otlp/otlp_encoder.ts";
import { sampleSpans } from "./testdata/sample_spans.ts";

Deno.test("createLineEncoder() makes one line of a batch, when it is OTLP/JSON", () => {
  const encoder = createLineEncoder(createOtlpEncoder("traces", "json"));
  const text = new TextDecoder().decode(encoder.encode(sampleSpans()));
  const [line = "", ...rest] = text.split("\n");
  deepEqual(rest, [""]);
  deepEqual(Object.keys(JSON.parse(line)), ["resourceSpans"]);
});

Deno.test("createLineEncoder() writes no empty line, when there is nothing to encode", () => {
  equal(createLineEncoder(createOtlpEncoder("traces", "json")).encode([]), undefined);
});
