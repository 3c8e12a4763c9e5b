import { startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
import assert from "node:assert/strict";
import { PAYLOAD_OVERHEAD_BYTES } from "./worker/queued_bytes.ts";
import {
  arrived,
  encode,
  put,
  setUpDelivery as setUp,
  startClosedReceiver,
  startReceiverElsewhere,
  sum,
} from "./testdata/delivery_bench.ts";

// What every delivery does, with real sockets, whichever thread it runs on.

const ignore = (["net", "read", "run", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

/** What one payload takes. */
const SIZE = encode(0).length + PAYLOAD_OVERHEAD_BYTES;

const WAYS = [["worker", {}], ["inline", { inline: true }]] as const;

for (const [way, options] of WAYS) {
  const test = (name: string, fn: () => Promise<void>) =>
    Deno.test(`delivery (${way}) ${name}`, { ignore }, fn);

  test("delivers what it is given, and tells that it has", async () => {
    await using receiver = await startFaultyReceiver({ protocol: "http" });
    using bench = setUp(receiver.endpoint, options);
    const routes = (["traces", "metrics", "logs"] as const).map((signal) => bench.open(signal));
    for (const [index, route] of routes.entries()) put(route, index);
    await Promise.all(routes.map((route) => route.flush()));
    assert.deepEqual(arrived(receiver).sort(), [0, 1, 2]);
    assert.equal(sum(bench.outcomes, "accepted"), 30);
    assert.deepEqual(routes.map(({ waitingItems }) => waitingItems), [0, 0, 0]);
    assert.equal(routes[0]?.destination, receiver.endpoint);
  });

  test("keeps what a receiver does not take, until it does", async () => {
    const down = await startFaultyReceiver({ protocol: "http" });
    await down[Symbol.asyncDispose]();
    const port = Number(new URL(down.endpoint).port);
    using bench = setUp(down.endpoint, options);
    const route = bench.open();
    for (let byte = 0; byte < 20; byte++) put(route, byte);
    await bench.told("retrying");
    assert.equal(route.waitingItems, 200);
    await using receiver = await startFaultyReceiver({ protocol: "http", port });
    await bench.accepted(200);
    assert.deepEqual(arrived(receiver).sort((a, b) => a - b), [...Array(20).keys()]);
    assert.equal(route.waitingItems, 0);
    assert.ok(receiver.requests.length < 20, "what waited was not sent together");
  });

  test("flushes in no time without a receiver, and loses nothing by it", async () => {
    const down = await startFaultyReceiver({ protocol: "http" });
    await down[Symbol.asyncDispose]();
    using bench = setUp(down.endpoint, options);
    const route = bench.open();
    for (let byte = 0; byte < 20; byte++) put(route, byte);
    await route.flush();
    assert.deepEqual(new Set(bench.outcomes.map(({ kind }) => kind)), new Set(["retrying"]));
    const startedAt = performance.now();
    await route.flush();
    assert.ok(performance.now() - startedAt < 500, "it waited for the back-off");
    assert.equal(route.waitingItems, 200);
  });

  test("tries again what takes too long or breaks", async () => {
    await using receiver = await startFaultyReceiver({
      protocol: "http",
      misbehave: ({ index }) =>
        index === 0 ? { kind: "silence" } : index === 1 ? { kind: "reset" } : undefined,
    });
    using bench = setUp(receiver.endpoint, options);
    const route = bench.open("traces", 1500);
    put(route, 1);
    await bench.accepted(10);
    const reasons = bench.outcomes.flatMap((one) => one.kind === "retrying" ? [one.reason] : []);
    assert.match(reasons[0] ?? "", /^no answer within/);
    assert.ok(reasons.length >= 2);
  });

  test("sends what is refused never again, and what follows it at once", async () => {
    await using receiver = await startFaultyReceiver({
      protocol: "http",
      misbehave: ({ index }) => index === 0 ? { kind: "status", status: 400 } : undefined,
    });
    using bench = setUp(receiver.endpoint, options);
    const route = bench.open("metrics");
    for (const byte of [1, 2, 3]) put(route, byte);
    await route.flush();
    assert.equal(sum(bench.outcomes, "refused"), 10);
    assert.equal(sum(bench.outcomes, "accepted"), 20);
    assert.deepEqual(arrived(receiver), [1, 2, 3]);
  });

  test("leaves a receiver alone that says when, also while it is flushed", async () => {
    await using receiver = await startFaultyReceiver({
      protocol: "http",
      misbehave: { kind: "status", status: 429, headers: { "retry-after": "20" } },
    });
    using bench = setUp(receiver.endpoint, options);
    const route = bench.open();
    put(route, 1);
    await route.flush();
    await route.flush();
    assert.equal(receiver.requests.length, 1);
    assert.equal(route.waitingItems, 10);
  });

  test("drops the newest when it is full, and has room when something was taken", async () => {
    await using receiver = await startClosedReceiver();
    using bench = setUp(receiver.endpoint, { ...options, maxBytes: 3 * SIZE });
    const route = bench.open();
    for (const byte of [1, 2, 3, 4, 5]) put(route, byte);
    assert.deepEqual(
      bench.outcomes.filter(({ kind }) => kind === "dropped"),
      [4, 5].map(() => ({
        kind: "dropped",
        itemCount: 10,
        reason: "the delivery queue is full",
        replayed: false,
      })),
    );
    assert.equal(route.waitingItems, 30);
    receiver.open();
    await bench.accepted(30);
    put(route, 6);
    await bench.accepted(40);
    assert.equal(sum(bench.outcomes, "dropped"), 20);
  });

  test("tries once more without a wait after end()", async () => {
    await using receiver = await startFaultyReceiver({
      protocol: "http",
      misbehave: ({ index }) =>
        index === 0 ? { kind: "status", status: 503, headers: { "retry-after": "20" } } : undefined,
    });
    using bench = setUp(receiver.endpoint, options);
    const route = bench.open();
    put(route, 1);
    await bench.told("retrying");
    bench.delivery.end();
    await bench.accepted(10);
    assert.equal(receiver.requests.length, 2);
  });

  test("keeps on disk what is not taken, and the next delivery sends it", async () => {
    const down = await startFaultyReceiver({ protocol: "http" });
    await down[Symbol.asyncDispose]();
    const folder = await Deno.makeTempDir();
    try {
      const spool = { folder: `${folder}/spool` };
      {
        using bench = setUp(down.endpoint, { ...options, spool });
        const route = bench.open();
        for (const byte of [1, 2]) put(route, byte);
        await route.flush();
        assert.equal(route.isDurable, true);
        assert.equal(route.waitingItems, 0);
        const { destination } = route;
        assert.deepEqual(bench.delivery.settle(10_000), {
          lost: [],
          kept: [{ destination, signal: "traces", itemCount: 20 }],
        });
        assert.deepEqual(bench.messages, []);
      }
      const port = Number(new URL(down.endpoint).port);
      await using receiver = await startFaultyReceiver({ protocol: "http", port });
      using bench = setUp(down.endpoint, { ...options, spool });
      bench.open();
      await bench.accepted(20);
      assert.deepEqual(arrived(receiver).sort(), [1, 2]);
      assert.ok(bench.outcomes.every((outcome) => "replayed" in outcome && outcome.replayed));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });

  test("drops what comes after close()", async () => {
    await using receiver = await startFaultyReceiver({ protocol: "http" });
    using bench = setUp(receiver.endpoint, options);
    const route = bench.open();
    bench.delivery.close();
    put(route, 1);
    await route.flush();
    assert.deepEqual(bench.outcomes.map(({ kind }) => kind), ["dropped"]);
    assert.deepEqual(bench.delivery.settle(1000), { lost: [], kept: [] });
  });
}

for (const [way, options] of WAYS) {
  Deno.test(`delivery (${way}) survives a receiver that is killed and started again`, {
    ignore,
  }, async () => {
    const first = await startReceiverElsewhere();
    const port = Number(new URL(first.endpoint).port);
    using bench = setUp(first.endpoint, options);
    const route = bench.open();
    for (let byte = 0; byte < 10; byte++) put(route, byte);
    await bench.accepted(100);
    await first[Symbol.asyncDispose]();
    for (let byte = 10; byte < 20; byte++) put(route, byte);
    await bench.told("retrying");
    await using second = await startReceiverElsewhere(port);
    await bench.accepted(200);
    assert.equal(await second.count(), 10);
    assert.equal(route.waitingItems, 0);
  });
}
