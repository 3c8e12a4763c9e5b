import { startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { PAYLOAD_OVERHEAD_BYTES } from "./queued_bytes.ts";
import {
  arrived,
  encode,
  put,
  setUpDelivery as setUp,
  startClosedReceiver,
  startReceiverElsewhere,
  sum,
  until,
} from "../testdata/delivery_bench.ts";

// What is different where a thread of its own delivers.

const SETTLE = fileURLToPath(import.meta.resolve("./testdata/settle_without_worker.ts"));
const SLOW_START = fileURLToPath(import.meta.resolve("./testdata/slow_start.ts"));

const ignore = (["net", "read", "run", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test("settle() sends everything while this thread is blocked, and then hears of it", {
  ignore,
}, async () => {
  await using receiver = await startReceiverElsewhere();
  using bench = setUp(receiver.endpoint);
  const route = bench.open();
  for (let byte = 0; byte < 50; byte++) put(route, byte);
  assert.deepEqual(bench.delivery.settle(10_000), { lost: [], kept: [] });
  assert.equal(sum(bench.outcomes, "accepted"), 500);
  assert.equal(route.waitingItems, 0);
});

Deno.test("settle() tells what remains once, and waits in vain only once", { ignore }, async () => {
  await using receiver = await startFaultyReceiver({
    protocol: "http",
    misbehave: { kind: "silence" },
  });
  using bench = setUp(receiver.endpoint);
  put(bench.open("traces"), 1);
  const logs = bench.open("logs");
  put(logs, 2, 3);
  put(logs, 3, 4);
  const destination = receiver.endpoint;
  assert.deepEqual(bench.delivery.settle(300).lost, [
    { destination, signal: "traces", itemCount: 10 },
    { destination, signal: "logs", itemCount: 7 },
  ]);
  const startedAt = performance.now();
  assert.deepEqual(bench.delivery.settle(5_000).lost, []);
  assert.ok(performance.now() - startedAt < 2_000, "it waited again");
});

Deno.test("a thread that does not yield knows what was taken meanwhile", { ignore }, async () => {
  await using receiver = await startReceiverElsewhere();
  using bench = setUp(receiver.endpoint, {
    maxBytes: 10 * (encode(0).length + PAYLOAD_OVERHEAD_BYTES),
  });
  const route = bench.open();
  const end = performance.now() + 20_000;
  for (let byte = 0; byte < 100; byte++) {
    while (route.waitingItems >= 50) assert.ok(performance.now() < end, "nothing was taken");
    put(route, byte);
  }
  assert.equal(sum(bench.outcomes, "dropped"), 0);
});

for (
  const [how, program, reason] of [
    ["throws", "./testdata/crashing_worker.ts", /: boom;/],
    ["ends", "./testdata/ending_worker.ts", /: it ended;/],
    // The latter where Deno checks types.
    [
      "has no program",
      "./testdata/none.ts",
      /: (Module not found "file:.*|Type checking failed.*);/,
    ],
    ["cannot be loaded", "./testdata/unloadable_worker.ts", /: no such dependency;/],
  ] as const
) {
  Deno.test(`delivery goes on inline with all it has, when the worker ${how} twice`, {
    ignore,
  }, async () => {
    await using receiver = await startFaultyReceiver({ protocol: "http" });
    using bench = setUp(receiver.endpoint, { entry: new URL(program, import.meta.url) });
    const route = bench.open();
    for (const byte of [1, 2, 3]) put(route, byte);
    await Promise.all([route.flush(), bench.accepted(30)]);
    assert.deepEqual(arrived(receiver).sort(), [1, 2, 3]);
    assert.equal(bench.messages.length, 2, bench.messages.join());
    assert.match(bench.messages[0]!, /; starting another one$/);
    assert.match(bench.messages[1]!, /; sending without it$/);
    assert.match(bench.messages[0]!, reason);
    assert.equal(bench.delivery.canSettle, false);
  });
}

Deno.test("delivery loses nothing, when the worker dies once with payloads that wait", {
  ignore,
}, async () => {
  await using receiver = await startClosedReceiver();
  using bench = setUp(receiver.endpoint, {
    entry: new URL("./testdata/dying_worker.ts", import.meta.url),
  });
  const route = bench.open();
  for (const byte of [1, 2, 3]) put(route, byte);
  await bench.told("retrying");
  bench.open("logs").put(new Uint8Array(), { contentType: "application/x-die", itemCount: 1 });
  put(route, 4);
  receiver.open();
  await bench.accepted(41);
  assert.deepEqual([...new Set(arrived(receiver))].sort(), [1, 2, 3, 4]);
  assert.deepEqual(bench.messages.map((line) => line.replace(/^.*; /, "")), [
    "starting another one",
  ]);
  assert.equal(bench.delivery.canSettle, true);
});

Deno.test("delivery of another thread is settled once it is handed over, and outlives it", {
  ignore,
}, async () => {
  await using receiver = await startClosedReceiver();
  using main = setUp(receiver.endpoint);
  const port = main.delivery.connect();
  assert.ok(port);
  const other = setUp(receiver.endpoint, { port: Promise.resolve(port) });
  await Promise.resolve();
  put(other.open("logs"), 7);
  await other.told("retrying");
  const startedAt = performance.now();
  assert.deepEqual(other.delivery.settle(10_000), { lost: [], kept: [] });
  assert.ok(performance.now() - startedAt < 5_000, "it waited for the receiver");
  other[Symbol.dispose]();
  // This thread is blocked, and so is the receiver.
  assert.deepEqual(main.delivery.settle(300).lost, [
    { destination: receiver.endpoint, signal: "logs", itemCount: 10 },
  ]);
  receiver.open();
  await until(() => arrived(receiver).at(-1) === 7 && receiver.requests.length >= 2);
  assert.deepEqual(main.delivery.settle(10_000).lost, []);
});

Deno.test("another thread gets the worker that takes the place of one that died, with all it has", {
  ignore,
}, async () => {
  await using receiver = await startClosedReceiver();
  using main = setUp(receiver.endpoint, {
    entry: new URL("./testdata/dying_worker.ts", import.meta.url),
  });
  const port = main.delivery.connect();
  assert.ok(port);
  using other = setUp(receiver.endpoint, { port: Promise.resolve(port) });
  const route = other.open();
  for (const byte of [1, 2]) put(route, byte);
  await other.told("retrying");
  main.open("logs").put(new Uint8Array(), { contentType: "application/x-die", itemCount: 1 });
  put(route, 3);
  await until(() => main.messages.length > 0);
  receiver.open();
  await other.accepted(30);
  assert.deepEqual([...new Set(arrived(receiver))].sort(), [1, 2, 3]);
  assert.deepEqual([other.messages, other.delivery.canSettle], [[], true]);
});

Deno.test(
  "another thread delivers by itself, when nothing takes the place of a second one that died",
  {
    ignore,
  },
  async () => {
    await using receiver = await startFaultyReceiver({ protocol: "http" });
    using main = setUp(receiver.endpoint, {
      entry: new URL("./testdata/ending_worker.ts", import.meta.url),
    });
    const port = main.delivery.connect();
    assert.ok(port);
    using other = setUp(receiver.endpoint, { port: Promise.resolve(port) });
    put(other.open(), 1);
    put(main.open(), 2);
    await Promise.all([main.accepted(10), other.accepted(10)]);
    assert.equal(main.messages.length, 2);
    assert.deepEqual(other.messages.map((line) => line.replace(/^.*; /, "")), [
      "sending without it",
    ]);
  },
);

Deno.test("the queue is full, when all threads together have handed that much over", {
  ignore,
}, async () => {
  await using receiver = await startClosedReceiver();
  const maxBytes = 3 * (encode(0).length + PAYLOAD_OVERHEAD_BYTES);
  using main = setUp(receiver.endpoint, { maxBytes });
  const port = main.delivery.connect();
  assert.ok(port);
  using other = setUp(receiver.endpoint, { maxBytes, port: Promise.resolve(port) });
  const [mine, its] = [main.open(), other.open()];
  for (const byte of [1, 2]) put(its, byte);
  await other.told("retrying");
  for (const byte of [3, 4]) put(mine, byte);
  put(its, 5);
  assert.deepEqual([sum(main.outcomes, "dropped"), sum(other.outcomes, "dropped")], [10, 10]);
  receiver.open();
  await Promise.all([main.accepted(10), other.accepted(20)]);
  for (const byte of [6, 7, 8]) put(mine, byte);
  await main.accepted(40);
  assert.equal(sum(main.outcomes, "dropped"), 10);
});

for (
  const [how, program] of [
    ["has no program", "./testdata/none.ts"],
    ["has a program that cannot be loaded", "./testdata/unloadable_worker.ts"],
    ["fails", "./testdata/crashing_worker.ts"],
    ["ends", "./testdata/ending_worker.ts"],
  ] as const
) {
  for (const isBusy of [false, true]) {
    const when = isBusy ? " before this thread goes on" : "";
    Deno.test(
      `settle() goes on at once without a worker that ${how}${when}`,
      { ignore },
      async () => {
        const folder = await Deno.makeTempDir();
        try {
          // In a process of its own, which does nothing but that.
          const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
            args: [
              ...["run", "--no-check", "-A", ...isBusy ? [`--preload=${SLOW_START}`] : []],
              ...[SETTLE, import.meta.resolve(program), `${folder}/spool`],
            ],
          }).output();
          const decoder = new TextDecoder();
          assert.ok(success, decoder.decode(stderr));
          const { tookMillis, lost, kept, messages } = JSON.parse(decoder.decode(stdout));
          assert.ok(tookMillis < 30_000, "it waited for a worker that was gone");
          assert.deepEqual({ lost, kept }, { lost: [], kept: [10] });
          assert.equal(messages.length, 2, messages.join());
        } finally {
          await Deno.remove(folder, { recursive: true });
        }
      },
    );
  }
}

Deno.test("deliverHere() sends on this thread, and goes back when everything is delivered", {
  ignore,
}, async () => {
  await using receiver = await startFaultyReceiver({ protocol: "http" });
  // Whoever starts it is told.
  using bench = setUp(receiver.endpoint, {
    entry: new URL("./testdata/crashing_worker.ts", import.meta.url),
  });
  const route = bench.open();
  const goBack = bench.delivery.deliverHere();
  assert.ok(goBack);
  assert.equal(bench.delivery.canSettle, false);
  put(route, 1);
  await Promise.all([route.flush(), bench.accepted(10)]);
  goBack();
  assert.equal(bench.delivery.canSettle, true);
  assert.deepEqual(bench.delivery.settle(5_000), { lost: [], kept: [] });
  assert.deepEqual(bench.messages, []);
  put(route, 2);
  await bench.accepted(20);
  assert.deepEqual(arrived(receiver), [1, 2]);
  assert.match(bench.messages[0]!, /^otel-deno: warning: Cannot go on with the delivery worker/);
});

Deno.test("deliverHere() stays here, when something is not delivered", { ignore }, async () => {
  await using receiver = await startFaultyReceiver({
    protocol: "http",
    misbehave: { kind: "status", status: 503 },
  });
  using bench = setUp(receiver.endpoint);
  const route = bench.open();
  const goBack = bench.delivery.deliverHere();
  put(route, 1);
  await bench.told("retrying");
  goBack?.();
  assert.equal(bench.delivery.canSettle, false);
  const destination = receiver.endpoint;
  assert.deepEqual(bench.delivery.settle(0).lost, [
    { destination, signal: "traces", itemCount: 10 },
  ]);
});

Deno.test("deliverHere() does nothing, when the worker has begun or there is none", {
  ignore,
}, async () => {
  await using receiver = await startFaultyReceiver({ protocol: "http" });
  using bench = setUp(receiver.endpoint);
  put(bench.open(), 1);
  assert.equal(bench.delivery.deliverHere(), undefined);
  await bench.accepted(10);
  using inline = setUp(receiver.endpoint, { inline: true });
  assert.equal(inline.delivery.deliverHere(), undefined);
});
