import assert from "node:assert/strict";
import { pollRepeatedly } from "./poll_repeatedly.ts";
import { createManualRemote } from "./testdata/manual_remote.ts";

function startPolling({ later = false } = {}) {
  const remote = createManualRemote();
  let polls = 0;
  let failure: unknown;
  pollRepeatedly(
    () => {
      polls++;
      return failure === undefined ? Promise.resolve() : Promise.reject(failure);
    },
    { ...remote.options, intervalMillis: () => 100, what: "the answer", later },
  );
  return {
    ...remote,
    polls: () => polls,
    failWith: (error: unknown) => void (failure = error),
  };
}

Deno.test("pollRepeatedly() polls at once and then at the interval", async () => {
  const { polls, advance } = startPolling();
  assert.equal(polls(), 1);
  await advance(99);
  assert.equal(polls(), 1);
  await advance(1);
  assert.equal(polls(), 2);
  await advance(100);
  assert.equal(polls(), 3);
});

Deno.test("pollRepeatedly() waits first, when that is asked for", async () => {
  const { polls, advance } = startPolling({ later: true });
  assert.equal(polls(), 0);
  await advance(100);
  assert.equal(polls(), 1);
});

Deno.test("pollRepeatedly() says once that it fails, and once that it works again", async () => {
  const { advance, failWith, messages } = startPolling();
  failWith(new Error("connection refused"));
  for (let i = 0; i < 3; i++) await advance(100);
  failWith(undefined);
  for (let i = 0; i < 3; i++) await advance(100);
  assert.deepEqual(messages, [
    "warn: Cannot get the answer: connection refused; sampling as before",
    "info: Getting the answer works again",
  ]);
});

Deno.test("pollRepeatedly() says what the usual failures are", async () => {
  const failures: readonly (readonly [unknown, string])[] = [
    [new Error("Last error: connect ECONNREFUSED 127.0.0.1:1"), "connection refused"],
    [new TypeError("tcp connect error: Connection refused (os error 111)"), "connection refused"],
    [new DOMException("Signal timed out.", "TimeoutError"), "no answer in time"],
    [new Error("The operation was aborted due to timeout"), "no answer in time"],
    [new Error("Deadline exceeded after 3.000s"), "no answer in time"],
    ["status 500", "status 500"],
  ];
  for (const [failure, reason] of failures) {
    const { advance, failWith, messages } = startPolling({ later: true });
    failWith(failure);
    await advance(100);
    assert.deepEqual(messages, [`warn: Cannot get the answer: ${reason}; sampling as before`]);
  }
});

Deno.test("pollRepeatedly() stops for good, without a word about what was cut off", async () => {
  const { polls, advance, stop, delays, messages, failWith } = startPolling();
  await advance(0);
  failWith(new Error("aborted"));
  await advance(50);
  stop();
  assert.deepEqual(delays(), []);
  await advance(1000);
  assert.equal(polls(), 1);
  assert.deepEqual(messages, []);
});
