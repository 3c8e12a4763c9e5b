import assert from "node:assert/strict";
import { redactQuery } from "./redact_query.ts";

Deno.test("redactQuery() replaces the listed values wherever they stand", () => {
  const cases = [
    ["", ""],
    ["a=1", "a=1"],
    ["sig=x", "sig=REDACTED"],
    ["Signature=x&sig=y", "Signature=REDACTED&sig=REDACTED"],
    ["a=1&X-Goog-Signature=%20z&b", "a=1&X-Goog-Signature=REDACTED&b"],
    ["X-Amz-Signature=x&X-Amz-Date=1", "X-Amz-Signature=REDACTED&X-Amz-Date=1"],
    ["X-Amz-Credential=x%2Fy", "X-Amz-Credential=REDACTED"],
    ["X-Amz-Security-Token=x", "X-Amz-Security-Token=REDACTED"],
    ["sig=x&sig=y", "sig=REDACTED&sig=REDACTED"],
    ["sig=x=y", "sig=REDACTED"],
    ["AWSAccessKeyId=", "AWSAccessKeyId=REDACTED"],
    ["design=x&SIG=y&mysig=z", "design=x&SIG=y&mysig=z"],
  ];
  for (const [query = "", expected] of cases) assert.equal(redactQuery(query), expected);
});
