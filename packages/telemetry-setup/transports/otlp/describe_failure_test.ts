import assert from "node:assert/strict";
import { describeFailure } from "./describe_failure.ts";

function fetchFailure(cause: string): Error {
  return new TypeError("fetch failed", { cause: new Error(cause) });
}

Deno.test("describeFailure() gives the last cause and never the URL", () => {
  const cases: [string, string][] = [
    [
      "error sending request for url (http://u:p@c:1/v1?key=secret): client error (Connect): tcp connect error: Connection refused (os error 111)",
      "connection refused",
    ],
    [
      "error sending request for url (http://c/x?key=secret): client error (Connect): dns error: failed to lookup address information: Name or service not known",
      "dns error: failed to lookup address information: Name or service not known",
    ],
    [
      "error sending request from 127.0.0.1:1 for http://c/x?key=secret: client error (SendRequest): connection closed before message completed",
      "connection closed before message completed",
    ],
    ["something new with http://c/x?key=secret", "connection failed"],
    ["stream closed because of a broken pipe", "stream closed because of a broken pipe"],
  ];
  for (const [cause, expected] of cases) {
    assert.equal(describeFailure(fetchFailure(cause), 10_000), expected);
  }
});

Deno.test("describeFailure() takes what is not an error", () => {
  assert.equal(describeFailure("boom", 1), "connection failed");
});

Deno.test("describeFailure() speaks of certificates over TLS only", () => {
  const failure = fetchFailure("connection closed");
  assert.equal(describeFailure(failure, 1), "connection closed");
  assert.match(describeFailure(failure, 1, { clientCertificate: true }), /client certificate/);
});
