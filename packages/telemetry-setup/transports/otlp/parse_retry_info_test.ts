import assert from "node:assert/strict";
import { parseRetryInfo } from "./parse_retry_info.ts";

const text = (value: string) => [...new TextEncoder().encode(value)];
const field = (number: number, bytes: number[]) => [(number << 3) | 2, bytes.length, ...bytes];
const RETRY_INFO = text("type.googleapis.com/google.rpc.RetryInfo");

/** A google.rpc.Status with code 8 and one detail of the given type. */
function status(type: number[], value: number[]): Uint8Array {
  return new Uint8Array([0x08, 8, ...field(3, [...field(1, type), ...field(2, value)])]);
}

Deno.test("parseRetryInfo() reads seconds and nanoseconds", () => {
  // Duration { seconds = 2, nanos = 500_000_000 }
  const duration = [0x08, 2, 0x10, 0x80, 0xca, 0xb5, 0xee, 0x01];
  assert.equal(parseRetryInfo(status(RETRY_INFO, field(1, duration))), 2500);
});

Deno.test("parseRetryInfo() takes an empty RetryInfo as no wait", () => {
  assert.equal(parseRetryInfo(status(RETRY_INFO, [])), 0);
});

Deno.test("parseRetryInfo() finds no wait in one that is negative", () => {
  // Duration { seconds = -1 }
  const duration = [0x08, ...Array(9).fill(0xff), 0x01];
  assert.equal(parseRetryInfo(status(RETRY_INFO, field(1, duration))), undefined);
});

Deno.test("parseRetryInfo() finds nothing in other details, no details and garbage", () => {
  assert.equal(parseRetryInfo(status(text("type.googleapis.com/google.rpc.Help"), [])), undefined);
  assert.equal(parseRetryInfo(undefined), undefined);
  assert.equal(parseRetryInfo("text"), undefined);
  assert.equal(parseRetryInfo(new Uint8Array([0x1a, 0xff])), undefined);
  assert.equal(parseRetryInfo(new Uint8Array(20).fill(0xff)), undefined);
});
