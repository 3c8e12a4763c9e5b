import assert from "node:assert/strict";
import { parseRetryAfter } from "./parse_retry_after.ts";

Deno.test("parseRetryAfter() takes seconds, dates and nothing else", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  const cases: [string | null, number | undefined][] = [
    [null, undefined],
    ["0", 0],
    [" 3 ", 3000],
    ["Thu, 01 Jan 2026 00:00:10 GMT", 10_000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["soon", undefined],
    ["99999999999999", undefined],
  ];
  for (const [header, expected] of cases) assert.equal(parseRetryAfter(header, now), expected);
});
