import { deepEqual, equal, ok } from "node:assert/strict";
import {
  ALL,
  append,
  drain,
  drainAdopted,
  KEY,
  MAY_WRITE,
  TestSpool,
  textsIn,
} from "./testdata/test_spool.ts";

const ignore = !MAY_WRITE;

Deno.test(
  "PayloadLog gives payloads back in their order, when they are on disk",
  { ignore },
  () => {
    using test = new TestSpool();
    const log = test.open()!.open(KEY);
    append(log, "one", { itemCount: 1, dueAt: 700 });
    append(log, "two", { itemCount: 2, dueAt: 500 });
    append(log, "other", { itemCount: 4, contentType: "application/json", dueAt: 900 });
    deepEqual(log.unread, { itemCount: 7, byteLength: 11, dueAt: 500 });

    const batch = log.read(ALL)!;
    deepEqual(textsIn(batch), ["one", "two"]);
    equal(batch.contentType, "text/plain");
    equal(batch.itemCount, 3);
    deepEqual(log.unread, { itemCount: 4, byteLength: 5, dueAt: 900 });
    equal(log.itemCount, 7);
    equal(log.byteLength, 11);

    batch.accepted();
    batch.accepted();
    equal(log.itemCount, 4);
    deepEqual(drain(log), ["other"]);
    equal(log.read(ALL), undefined);
    equal(log.itemCount, 0);
  },
);

Deno.test("PayloadLog becomes small again, when everything is settled", { ignore }, () => {
  using test = new TestSpool();
  const log = test.open()!.open(KEY);
  append(log, "");
  drain(log);
  const empty = test.bytes;
  for (let count = 0; count < 100; count++) {
    append(log, "x".repeat(1000));
    drain(log);
  }

  equal(test.bytes, empty);
  equal(test.files.length, 1);
  log.close();
  deepEqual(test.files, []);
});

Deno.test(
  "PayloadLog keeps what is not settled, when batches are settled out of order",
  { ignore },
  () => {
    using test = new TestSpool();
    const spool = test.open()!;
    const log = spool.open(KEY);
    for (const text of ["one", "two", "three", "four"]) append(log, text);
    const [one, , three] = [1, 2, 3].map(() => log.read({ maxItems: 1, maxBytes: Infinity })!);
    three!.accepted();
    one!.accepted();
    spool.close();

    // The third came after the second: it is there again.
    deepEqual(drainAdopted(test.open()!), ["two", "three", "four"]);
  },
);

Deno.test("PayloadLog rolls over, and each file goes when it is settled", { ignore }, () => {
  using test = new TestSpool();
  const log = test.open({ maxBytes: 1024 * 1024 })!.open(KEY);
  const texts = Array.from({ length: 40 }, (_, index) => `${index}`.padEnd(10_000, "."));
  for (const text of texts) equal(append(log, text), true);

  equal(test.files.length, 7);
  ok(test.files.every((file) => Deno.statSync(`${test.folder}/${file}`).size <= 65_536));
  deepEqual(drain(log), texts);
  equal(test.files.length, 1);
});

Deno.test(
  "PayloadLog remembers little and reads all, when thousands of payloads wait",
  { ignore },
  () => {
    using test = new TestSpool();
    const log = test.open({ maxBytes: 1024 * 1024 })!.open(KEY);
    const texts = Array.from({ length: 3000 }, (_, index) => `${index}`);
    for (const text of texts) append(log, text);

    equal(log.itemCount, 3000);
    deepEqual(log.unread.dueAt, 0);
    deepEqual(drain(log), texts);
    deepEqual(test.dropped, []);
  },
);

Deno.test("PayloadLog takes a payload that is larger than a file should be", { ignore }, () => {
  using test = new TestSpool();
  const log = test.open({ maxBytes: 1024 * 1024 })!.open(KEY);
  const large = "x".repeat(500_000);
  equal(append(log, "small"), true);
  equal(append(log, large), true);
  equal(append(log, "x".repeat(2_000_000)), false);
  deepEqual(drain(log), ["small", large]);
});

Deno.test("PayloadLog.append() and read() do nothing, when it is closed", { ignore }, () => {
  using test = new TestSpool();
  const log = test.open()!.open(KEY);
  append(log, "one");
  const batch = log.read(ALL)!;
  log.close();
  log.close();

  equal(append(log, "two"), false);
  equal(log.read(ALL), undefined);
  batch.accepted();
  deepEqual(drainAdopted(test.open()!), ["one"]);
});

Deno.test("PayloadLog counts what is damaged, when that happens while it runs", { ignore }, () => {
  using test = new TestSpool();
  const log = test.open()!.open(KEY);
  for (const text of ["one", "two", "three"]) append(log, text);
  const path = `${test.folder}/${test.files[0]}`;
  const bytes = Deno.readFileSync(path);
  Deno.truncateSync(path, bytes.length - 1);

  deepEqual(drain(log), ["one", "two"]);
  deepEqual(test.dropped, [
    { signal: "logs", itemCount: 1, reason: "not readable on disk any more", replayed: false },
  ]);
  equal(log.itemCount, 0);
});

Deno.test(
  "PayloadLog.append() returns false, when living processes have all the room",
  { ignore },
  () => {
    using test = new TestSpool();
    const maxBytes = 64 * 1024;
    const other = test.open({ maxBytes })!.open(KEY);
    while (test.bytes < 55_000) append(other, "x".repeat(3000));
    const log = test.open({ maxBytes })!.open(KEY);

    equal(append(log, "x".repeat(30_000)), false);
    deepEqual(test.dropped, []);
  },
);

Deno.test(
  "PayloadBatch.refused() puts payloads in nobody's way, when a receiver will never take them",
  { ignore },
  () => {
    using test = new TestSpool();
    const spool = test.open()!;
    const log = spool.open(KEY);
    for (const text of ["bad", "worse", "good"]) append(log, text);
    const refuse = () => log.read({ maxItems: 1, maxBytes: Infinity })!.refused("HTTP 400: what?");
    equal(refuse(), true);
    equal(refuse(), true);

    deepEqual(drain(log), ["good"]);
    const [quarantine] = test.files.filter((file) => file.endsWith(".quarantine"));
    const { size } = Deno.statSync(`${test.folder}/${quarantine}`);
    equal(spool.figures().quarantinedBytes, size);
    spool.close();
    deepEqual(test.files, [quarantine]);
    equal(test.open()!.adopt(KEY), undefined);
  },
);
