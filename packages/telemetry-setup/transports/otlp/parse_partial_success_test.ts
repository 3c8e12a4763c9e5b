import assert from "node:assert/strict";
import { parsePartialSuccess } from "./parse_partial_success.ts";

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("parsePartialSuccess() reads protobuf answers of each signal", () => {
  // ExportTraceServiceResponse { partial_success { rejected = 7, error_message = "no" } }; the
  // three messages have the same field numbers.
  const body = new Uint8Array([0x0a, 0x06, 0x08, 0x07, 0x12, 0x02, 0x6e, 0x6f]);
  for (const signal of ["traces", "metrics", "logs"] as const) {
    assert.deepEqual(
      parsePartialSuccess(body, { signal, contentType: "application/x-protobuf" }),
      {
        rejectedCount: 7,
        message: "no",
      },
    );
  }
});

Deno.test("parsePartialSuccess() reads JSON answers, 64-bit counts as strings included", () => {
  const cases = [
    ["traces", '{"partialSuccess":{"rejectedSpans":"3","errorMessage":"x"}}', 3, "x"],
    ["metrics", '{"partialSuccess":{"rejectedDataPoints":2}}', 2, ""],
    ["logs", '{"partialSuccess":{"rejectedLogRecords":1,"errorMessage":"y"}}', 1, "y"],
    ["logs", "{}", 0, ""],
    ["logs", '{"partialSuccess":{}}', 0, ""],
  ] as const;
  for (const [signal, text, rejectedCount, message] of cases) {
    assert.deepEqual(
      parsePartialSuccess(encode(text), { signal, contentType: "application/json" }),
      { rejectedCount, message },
    );
  }
});

Deno.test("parsePartialSuccess() counts garbage as full success", () => {
  for (const contentType of ["application/json", "application/x-protobuf", "text/html"]) {
    assert.deepEqual(
      parsePartialSuccess(encode("<html>"), { signal: "traces", contentType }),
      {
        rejectedCount: 0,
        message: "",
      },
    );
  }
});
