import { equal } from "node:assert/strict";
import { toErrorType } from "./to_error_type.ts";

Deno.test("toErrorType() is one of few values, whatever a receiver says", () => {
  const cases = {
    "status 503": "503",
    "status 400 (unknown field status 200)": "400",
    "HTTP status 502": "502",
    "gRPC status 14 (try later)": "UNAVAILABLE",
    "gRPC status 99": "UNKNOWN",
    "no answer within 10000 ms": "timeout",
    "connection refused": "connection_refused",
    "the transport is closed": "_OTHER",
    "x status 503": "_OTHER",
  };
  for (const [reason, expected] of Object.entries(cases)) equal(toErrorType(reason), expected);
});
