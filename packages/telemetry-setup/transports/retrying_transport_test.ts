import assert from "node:assert/strict";
import { createRetryingTransport, type RetryOptions } from "./retrying_transport.ts";
import type { SendOptions, Verdict } from "./transport.ts";

const OPTIONS: SendOptions = {
  signal: "traces",
  contentType: "application/x-protobuf",
  encoding: "identity",
  itemCount: 1,
};
const ACCEPTED: Verdict = { outcome: "accepted", rejectedCount: 0, message: "" };
const RETRY: Verdict = { outcome: "retry", reason: "status 503" };

/** A retrying transport over a list of verdicts, with a clock that only `sleep` moves. */
function scripted(verdicts: readonly Verdict[], options: RetryOptions = {}) {
  const waits: number[] = [];
  let attempts = 0;
  let time = 0;
  const transport = createRetryingTransport({
    destination: "test",
    send: () => Promise.resolve(verdicts[Math.min(attempts++, verdicts.length - 1)] ?? RETRY),
    close() {},
  }, {
    now: () => time,
    random: () => 0.5,
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      time += milliseconds;
      return Promise.resolve();
    },
    ...options,
  });
  return { transport, waits, attempts: () => attempts };
}

Deno.test("createRetryingTransport() tries again with growing waits until accepted", async () => {
  const { transport, waits } = scripted([RETRY, RETRY, RETRY, ACCEPTED]);
  assert.deepEqual(await transport.send(new Uint8Array(1), OPTIONS), ACCEPTED);
  assert.deepEqual(waits, [1000, 1500, 2250]);
});

Deno.test("createRetryingTransport() waits as long as the receiver asks for", async () => {
  const { transport, waits } = scripted([{ ...RETRY, afterMs: 7000 }, ACCEPTED]);
  await transport.send(new Uint8Array(1), OPTIONS);
  assert.deepEqual(waits, [7000]);
});

Deno.test("createRetryingTransport() backs off nevertheless, when the receiver asks for no wait", async () => {
  const { transport, waits } = scripted([
    { ...RETRY, afterMs: 0 },
    { ...RETRY, afterMs: 1 },
    ACCEPTED,
  ]);
  await transport.send(new Uint8Array(1), OPTIONS);
  assert.deepEqual(waits, [1000, 1500]);
});

Deno.test("createRetryingTransport() gives up, when it is to wait beyond the deadline", async () => {
  const verdict: Verdict = { ...RETRY, afterMs: 30_001 };
  const { transport, waits } = scripted([verdict, ACCEPTED]);
  assert.deepEqual(await transport.send(new Uint8Array(1), OPTIONS), verdict);
  assert.deepEqual(waits, []);
});

Deno.test("createRetryingTransport() gives an attempt no more time than is left", async () => {
  const given: (number | undefined)[] = [];
  let time = 0;
  const transport = createRetryingTransport({
    destination: "test",
    send: (_, { timeoutMillis }) => {
      given.push(timeoutMillis);
      time += 500;
      return Promise.resolve(RETRY);
    },
    close() {},
  }, {
    deadlineMillis: 2000,
    now: () => time,
    random: () => 0.5,
    sleep: (milliseconds) => {
      time += milliseconds;
      return Promise.resolve();
    },
  });
  assert.deepEqual(await transport.send(new Uint8Array(1), OPTIONS), RETRY);
  assert.deepEqual(given, [2000, 500]);
});

Deno.test("createRetryingTransport() tells each failed attempt that another one follows", async () => {
  const reasons: string[] = [];
  const { transport } = scripted([RETRY, { ...RETRY, reason: "status 502" }, ACCEPTED], {
    onRetry: (reason) => reasons.push(reason),
  });
  await transport.send(new Uint8Array(1), OPTIONS);
  assert.deepEqual(reasons, ["status 503", "status 502"]);
});

Deno.test("createRetryingTransport() spreads the waits by 20 % either way", async () => {
  for (const [random, wait] of [[0, 800], [1, 1200]] as const) {
    const { transport, waits } = scripted([RETRY, ACCEPTED], { random: () => random });
    await transport.send(new Uint8Array(1), OPTIONS);
    assert.deepEqual(waits, [wait]);
  }
});

Deno.test("createRetryingTransport() never sends again what was refused", async () => {
  const refused: Verdict = { outcome: "refused", reason: "status 400" };
  const { transport, attempts } = scripted([refused, ACCEPTED]);
  assert.deepEqual(await transport.send(new Uint8Array(1), OPTIONS), refused);
  assert.equal(attempts(), 1);
});

Deno.test("createRetryingTransport() gives up at the deadline", async () => {
  const { transport, waits } = scripted([RETRY], { deadlineMillis: 10_000 });
  assert.deepEqual(await transport.send(new Uint8Array(1), OPTIONS), RETRY);
  assert.ok(waits.reduce((sum, wait) => sum + wait, 0) <= 10_000);
});

Deno.test("createRetryingTransport() makes one attempt while the process is ending", async () => {
  const { transport, attempts } = scripted([RETRY], { isEnding: () => true });
  await transport.send(new Uint8Array(1), OPTIONS);
  assert.equal(attempts(), 1);
});

Deno.test("createRetryingTransport() makes a last attempt when the end comes in a wait", async () => {
  let ending = false;
  const { transport, attempts } = scripted([RETRY, ACCEPTED], {
    isEnding: () => ending,
    sleep: () => {
      ending = true;
      return Promise.resolve();
    },
  });
  assert.deepEqual(await transport.send(new Uint8Array(1), OPTIONS), ACCEPTED);
  assert.equal(attempts(), 2);
});
