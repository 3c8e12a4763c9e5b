import { startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
import assert from "node:assert/strict";
import { runDeliver } from "../testdata/run_deliver.ts";
import type { Transport, Verdict } from "../transport.ts";
import { createWorkerDelivery, type WorkerDeliveryOptions } from "./worker_delivery.ts";

const ignore = (["net", "read", "run", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

const ACCEPTED: Verdict = { outcome: "accepted", rejectedCount: 0, message: "" };
/** partial_success { rejected = 7 } */
const PARTIAL_SUCCESS = new Uint8Array([0x0a, 0x02, 0x08, 0x07]);

/** A delivery of this process, and what it told. */
function setUp(endpoint: string, options: Partial<WorkerDeliveryOptions> = {}) {
  const failures: string[] = [];
  const retries: string[][] = [];
  const delivery = createWorkerDelivery({
    onFailure: (reason) => failures.push(reason),
    onRetry: (...words) => retries.push(words),
    ...options,
  });
  // A test that waits for nothing else would be over.
  const release = delivery.hold();
  return {
    delivery,
    failures,
    retries,
    open: () =>
      delivery.open({
        protocol: "http",
        endpoint,
        headers: {},
        timeoutMillis: 10_000,
        compression: "none",
        userAgent: "test",
      }, 30_000),
    [Symbol.dispose]() {
      release();
      delivery.close();
    },
  };
}

function send(transport: Transport): Promise<Verdict> {
  return transport.send(new Uint8Array([1]), {
    signal: "traces",
    contentType: "application/x-protobuf",
    encoding: "identity",
    itemCount: 10,
  });
}

for (const protocol of ["http", "grpc"] as const) {
  Deno.test(
    `settle() blocks until everything is sent by ${protocol}, in a program that ends at once`,
    {
      ignore,
    },
    async () => {
      await using receiver = await startFaultyReceiver({ protocol });
      const { code, result } = await runDeliver({
        protocol,
        endpoint: receiver.endpoint,
        end: "settle",
        payloads: 5,
      });
      assert.deepEqual(result, {
        canSettle: true,
        verdicts: [],
        losses: [[]],
        settleMillis: result.settleMillis,
        messages: [],
      });
      assert.equal(code, 7);
      assert.deepEqual(receiver.requests.map(({ payload }) => payload[0]).sort(), [0, 1, 2, 3, 4]);
    },
  );

  Deno.test(`settle() lets the worker load what it needs for an answer by ${protocol}`, {
    ignore,
  }, async () => {
    // An answer with a body is read with a library that is loaded only then.
    await using receiver = await startFaultyReceiver({
      protocol,
      misbehave: { kind: "message", message: PARTIAL_SUCCESS },
    });
    const { result } = await runDeliver({ protocol, endpoint: receiver.endpoint, end: "settle" });
    assert.deepEqual(result.losses, [[]]);
    assert.equal(receiver.requests.length, 1);
  });
}

Deno.test("settle() adds up for each signal what nothing took, and ends early", {
  ignore,
}, async () => {
  const receiver = await startFaultyReceiver({ protocol: "http" });
  await receiver[Symbol.asyncDispose]();
  const { result: { losses, settleMillis } } = await runDeliver({
    protocol: "http",
    endpoint: receiver.endpoint,
    end: "settle",
    payloads: 7,
  });
  const destination = receiver.endpoint;
  assert.deepEqual(losses, [[
    { destination, signal: "traces", itemCount: 30 },
    { destination, signal: "metrics", itemCount: 20 },
    { destination, signal: "logs", itemCount: 20 },
  ]]);
  assert.ok((settleMillis[0] ?? Infinity) < 9_000, "it waited although all was settled");
});

Deno.test("settle() gives up in time on a receiver that never answers, and does not wait twice", {
  ignore,
}, async () => {
  await using receiver = await startFaultyReceiver({
    protocol: "http",
    misbehave: { kind: "silence" },
  });
  const { code, result: { losses, settleMillis } } = await runDeliver({
    protocol: "http",
    endpoint: receiver.endpoint,
    end: "settle twice",
    settleMillis: 1000,
  });
  assert.deepEqual(losses, [
    [{ destination: receiver.endpoint, signal: "traces", itemCount: 10 }],
    [],
  ]);
  const [first = 0, second = Infinity] = settleMillis;
  assert.ok(first >= 990 && first < 5_000, `it waited ${first} ms`);
  assert.ok(second < 500, `it waited ${second} ms again`);
  assert.equal(code, 7);
});

Deno.test("settle() makes a last attempt without the wait, when an attempt has failed before", {
  ignore,
}, async () => {
  // The wait that the receiver asks for is longer than settle() may take.
  await using receiver = await startFaultyReceiver({
    protocol: "http",
    misbehave: ({ index }) =>
      index === 0
        ? {
          kind: "status",
          status: 503,
          headers: { "retry-after": "20" },
        }
        : undefined,
  });
  const { result: { losses, settleMillis } } = await runDeliver({
    protocol: "http",
    endpoint: receiver.endpoint,
    end: "settle",
    failures: 1,
  });
  assert.deepEqual(losses, [[]]);
  assert.ok((settleMillis[0] ?? Infinity) < 9_000);
  assert.equal(receiver.requests.length, 2);
});

Deno.test("createWorkerDelivery() does not keep the process alive", { ignore }, async () => {
  await using receiver = await startFaultyReceiver({
    protocol: "http",
    misbehave: { kind: "silence" },
  });
  const { code, result } = await runDeliver({
    protocol: "http",
    endpoint: receiver.endpoint,
    end: "let go",
  });
  assert.deepEqual([code, result.verdicts], [0, []]);
});

Deno.test("hold() keeps the process alive for what is under way, and no longer", {
  ignore,
}, async () => {
  await using receiver = await startFaultyReceiver({ protocol: "http" });
  const { code, result } = await runDeliver({
    protocol: "http",
    endpoint: receiver.endpoint,
    end: "hold",
  });
  assert.deepEqual([code, result.verdicts], [0, [ACCEPTED]]);
});

Deno.test(
  "createWorkerDelivery() tells that an attempt failed, and where",
  { ignore },
  async () => {
    await using receiver = await startFaultyReceiver({
      protocol: "http",
      misbehave: { kind: "status", status: 503 },
    });
    const told = Promise.withResolvers<string[]>();
    using test = setUp(`${receiver.endpoint}/secret?token=secret`, {
      onRetry: (...words) => told.resolve(words),
    });
    const sending = send(test.open());
    assert.deepEqual(await told.promise, [receiver.endpoint, "status 503"]);
    test.delivery.close();
    assert.deepEqual(await sending, { outcome: "refused", reason: "the transport is closed" });
  },
);

for (
  const [how, program, reason] of [
    ["throws", "./testdata/crashing_worker.ts", "boom"],
    ["ends", "./testdata/ending_worker.ts", "it ended"],
  ] as const
) {
  Deno.test(
    `createWorkerDelivery() goes on inline, when the worker ${how}`,
    { ignore },
    async () => {
      await using receiver = await startFaultyReceiver({ protocol: "http" });
      using test = setUp(receiver.endpoint, { entry: new URL(program, import.meta.url) });
      const transport = test.open();
      assert.equal(test.delivery.canSettle, true);
      assert.deepEqual(
        await Promise.all([send(transport), send(transport)]),
        Array(2).fill({ outcome: "retry", reason: "the delivery worker ended" }),
      );
      assert.deepEqual(test.failures, [reason]);
      assert.equal(test.delivery.canSettle, false);
      assert.deepEqual(await send(transport), ACCEPTED);
      assert.deepEqual(await send(test.open()), ACCEPTED);
      assert.deepEqual(test.delivery.settle(1000), []);
      test.delivery.hold()();
      transport.close();
      assert.equal((await send(transport)).outcome, "refused");
      assert.equal(receiver.requests.length, 2);
      assert.equal(test.failures.length, 1);
    },
  );
}

Deno.test("createWorkerDelivery() goes on inline, when the worker's program cannot be loaded", {
  ignore,
}, async () => {
  await using receiver = await startFaultyReceiver({ protocol: "http" });
  using test = setUp(receiver.endpoint, { entry: new URL("./testdata/none.ts", import.meta.url) });
  const transport = test.open();
  assert.equal((await send(transport)).outcome, "retry");
  assert.equal(test.failures.length, 1);
  assert.doesNotMatch(test.failures[0] ?? "", /\n/);
  assert.deepEqual(await send(transport), ACCEPTED);
});

Deno.test("close() refuses what is under way and what is sent afterwards, and tells no failure", {
  ignore,
}, async () => {
  await using receiver = await startFaultyReceiver({
    protocol: "http",
    misbehave: { kind: "silence" },
  });
  using test = setUp(receiver.endpoint);
  const transport = test.open();
  const sending = send(transport);
  test.delivery.close();
  const closed = { outcome: "refused", reason: "the transport is closed" };
  assert.deepEqual(await sending, closed);
  assert.deepEqual(await send(transport), closed);
  assert.deepEqual(test.delivery.settle(1000), []);
  assert.deepEqual(test.failures, []);
});
