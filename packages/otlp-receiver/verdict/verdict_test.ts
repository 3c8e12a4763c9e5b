import assert from "node:assert/strict";
import type { NonRetryableCode } from "./non_retryable_status.ts";
import { partial } from "./partial.ts";
import { refuse } from "./refuse.ts";
import { retry } from "./retry.ts";

Deno.test("partial() throws, when the count is no count", () => {
  for (const count of [-1, 0.5, NaN, Infinity]) {
    assert.throws(() => partial(count, ""), {
      name: "RangeError",
      message: `Cannot reject items in part: their count is ${count}`,
    });
  }
});

Deno.test("retry() throws, when the time is no time", () => {
  for (const time of [-1, NaN, Infinity]) {
    assert.throws(() => retry(time), {
      name: "RangeError",
      message: `Cannot ask for another attempt: the time to wait is ${time} ms`,
    });
  }
  assert.deepEqual(retry(0), {
    outcome: "retry",
    code: 14,
    message: "the receiver is busy",
    afterMs: 0,
  });
});

Deno.test("refuse() throws, when senders would try again", () => {
  for (const code of [0, 1, 4, 10, 11, 14, 15, 17]) {
    assert.throws(() => refuse(code as NonRetryableCode, ""), {
      name: "RangeError",
      message: `Cannot refuse a request with code ${code}: senders would try again`,
    });
  }
});
