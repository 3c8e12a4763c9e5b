import assert from "node:assert/strict";
import { DEFAULT_CONFIG } from "../testdata/instrumentation_config.ts";
import { createQueryRedactor } from "./redact_query.ts";

const DEFAULT_NAMES = DEFAULT_CONFIG.sensitive_query_parameters;

Deno.test("createQueryRedactor() redacts the listed values wherever they stand", () => {
  const redactQuery = createQueryRedactor(DEFAULT_NAMES);
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

Deno.test("createQueryRedactor() redacts only the names that are asked for, whatever is in them", () => {
  const redactQuery = createQueryRedactor(["token", "a.b", "user[key]"]);
  assert.equal(
    redactQuery("sig=1&token=2&a.b=3&axb=4&user[key]=5"),
    "sig=1&token=REDACTED&a.b=REDACTED&axb=4&user[key]=REDACTED",
  );
});

Deno.test("createQueryRedactor() leaves everything, when no name is sensitive", () => {
  assert.equal(createQueryRedactor([])("sig=1&=2"), "sig=1&=2");
});
