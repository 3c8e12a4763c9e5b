import assert from "node:assert/strict";
import { maskUrl } from "./mask_url.ts";

const CASES: readonly (readonly [string, string])[] = [
  ["http://localhost:4318/v1/traces", "http://localhost:4318/v1/traces"],
  ["not a URL", "not a URL"],
  ["https://me:secret@host/path", "https://***@host/path"],
  ["https://secret@host", "https://***@host"],
  ["me:secret@host:4318", "***@host:4318"],
  ["http://me:se/cr@et@host", "http://***@host"],
  ["http:me:secret@host", "***@host"],
  ["http://me:sec\nret@host", "http://***@host"],
  ["https://host/path?api-key=secret#x", "https://host/path?***"],
  ["https://host/path?a=secret@b", "https://***@b"],
];
for (const [text, masked] of CASES) {
  Deno.test(`maskUrl() shows ${JSON.stringify(text)} as ${masked}`, () => {
    assert.equal(maskUrl(text), masked);
  });
}
