import { deepEqual, throws } from "node:assert/strict";
import { readForwardHeaders } from "./read_forward_headers.ts";

Deno.test("readForwardHeaders() takes a value as it is, with signs that mean something elsewhere", () => {
  deepEqual(readForwardHeaders(["A=b=c, d=%20", "empty="], () => undefined), {
    a: "b=c, d=%20",
    empty: "",
  });
});

Deno.test("readForwardHeaders() tells nothing of what it cannot use", () => {
  for (const option of ["s3cret", "=s3cret", "s 3cret=x", "a=s3cret\r\nx-other: y"]) {
    throws(() => readForwardHeaders([option], () => undefined), {
      message: "Cannot use --forward-header: it is not name=value, in printable ASCII",
    });
  }
  throws(() => readForwardHeaders([], () => "a=b,s3cret"), {
    name: "TypeError",
    message: "Cannot use OTEL_EXPORTER_OTLP_HEADERS: it is not name=value pairs, separated by " +
      "commas, with percent-encoded values (see pair 2)",
  });
});
