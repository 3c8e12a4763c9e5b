import type { Attributes } from "@opentelemetry/api";
import assert from "node:assert/strict";
import { createHeaderCapture } from "./capture_headers.ts";

function capture(
  patterns: readonly string[],
  headers: HeadersInit,
  sanitized: readonly string[] = [],
): Attributes {
  const attributes: Attributes = {};
  createHeaderCapture(patterns, { prefix: "h.", sanitized })?.(new Headers(headers), attributes);
  return attributes;
}

const HEADERS = { Accept: "text/html", "X-Request-ID": "7", "x-tenant": "dice" };

Deno.test("createHeaderCapture() is nothing to call, when nothing is to be captured", () => {
  assert.equal(createHeaderCapture([], { prefix: "h.", sanitized: ["."] }), undefined);
});

Deno.test("createHeaderCapture() captures the named headers, in any case", () => {
  assert.deepEqual(capture(["ACCEPT", "x-tenant", "absent"], HEADERS), {
    "h.accept": ["text/html"],
    "h.x-tenant": ["dice"],
  });
});

Deno.test("createHeaderCapture() matches whole names by regular expressions", () => {
  assert.deepEqual(capture(["X-.*-id", "cept|x-te"], HEADERS), { "h.x-request-id": ["7"] });
  assert.deepEqual(Object.keys(capture([".*"], HEADERS)).length, 3);
});

Deno.test("createHeaderCapture() keeps the values of one header together, and cookies apart", () => {
  const headers: HeadersInit = [["a", "1"], ["a", "2"], ["set-cookie", "b=1"], [
    "set-cookie",
    "c=2",
  ]];
  const expected = { "h.a": ["1, 2"], "h.set-cookie": ["b=1", "c=2"] };
  assert.deepEqual(capture(["a", "set-cookie"], headers), expected);
  assert.deepEqual(capture([".*"], headers), expected);
});

Deno.test("createHeaderCapture() tells of a sanitized header only that it was there", () => {
  const headers = { "X-Api-Token": "s3cr3t", "Set-Cookie": "s3cr3t", accept: "*/*" };
  for (const patterns of [[".*"], ["x-api-token", "set-cookie", "accept"]]) {
    assert.deepEqual(capture(patterns, headers, ["TOKEN$", ".*cookie"]), {
      "h.x-api-token": ["[REDACTED]"],
      "h.set-cookie": ["[REDACTED]"],
      "h.accept": ["*/*"],
    });
  }
});
