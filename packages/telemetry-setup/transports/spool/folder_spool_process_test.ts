import { deepEqual, equal, match, ok } from "node:assert/strict";
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

Deno.test("Spool.adopt() takes over file by file, the oldest first, when processes have ended", {
  ignore,
}, () => {
  using test = new TestSpool();
  for (const text of ["one", "two"]) {
    const spool = test.open()!;
    append(spool.open(KEY), text);
    spool.close();
    test.now += 10;
  }
  const spool = test.open()!;
  const log = spool.adopt(KEY)!;

  equal(append(log, "more"), false);
  deepEqual(log.unread, { itemCount: 1, byteLength: 3, dueAt: 0 });
  deepEqual(drain(log), ["one"]);
  log.close();
  deepEqual(drainAdopted(spool), ["two"]);
  deepEqual(test.files, []);
});

Deno.test(
  "Spool.adopt() leaves others alone, when they run or send somewhere else",
  { ignore },
  () => {
    using test = new TestSpool();
    const running = test.open()!.open(KEY);
    append(running, "one");
    const ended = test.open()!;
    append(ended.open({ ...KEY, destinationDigest: "11ee" }), "elsewhere");
    append(ended.open({ ...KEY, signal: "traces" }), "another signal");
    ended.close();

    equal(test.open()!.adopt(KEY), undefined);
    deepEqual(drain(running), ["one"]);
  },
);

Deno.test(
  "Spool.adopt() counts what is damaged and cuts what is torn, when a process ended badly",
  { ignore },
  () => {
    using test = new TestSpool();
    const first = test.open()!;
    const log = first.open(KEY);
    for (const [index, text] of ["one", "two", "three"].entries()) {
      append(log, text, {
        itemCount: 1 << index,
      });
    }
    first.close();
    const path = `${test.folder}/${test.files[0]}`;
    const bytes = Deno.readFileSync(path);
    bytes[bytes.length - 60]! ^= 4;
    Deno.writeFileSync(path, Uint8Array.from([...bytes, 0xd5, 0x0d, 1]));

    const adopted = test.open()!.adopt(KEY)!;
    equal(Deno.statSync(path).size, bytes.length);
    deepEqual(drain(adopted), ["one", "three"]);
    deepEqual(test.dropped, [
      { signal: "logs", itemCount: 2, reason: "not readable on disk any more", replayed: true },
    ]);
  },
);

Deno.test("Spool keeps to its limit and counts what it drops, when nobody takes anything", {
  ignore,
}, () => {
  using test = new TestSpool();
  const maxBytes = 256 * 1024;
  const log = test.open({ maxBytes })!.open(KEY);
  for (let count = 0; count < 1000; count++) {
    equal(append(log, `${count}`.padEnd(2000, ".")), true);
    ok(test.bytes <= maxBytes, `${test.bytes} bytes`);
  }

  const kept = drain(log).map((text) => parseInt(text));
  equal(kept.length + test.droppedItems, 1000);
  // The oldest went.
  deepEqual(kept, Array.from(kept, (_, index) => 1000 - kept.length + index));
  ok(kept.length > 90, `${kept.length} kept`);
  equal(test.dropped[0]?.reason, "no room on disk");
});

Deno.test("Spool never drops what is being sent, when there is no room", { ignore }, () => {
  using test = new TestSpool();
  const log = test.open({ maxBytes: 64 * 1024 })!.open(KEY);
  append(log, "head");
  const head = log.read(ALL)!;
  let appended = 1;
  for (let count = 0; count < 100; count++) if (append(log, "x".repeat(1500))) appended++;
  head.accepted();

  deepEqual(textsIn(head), ["head"]);
  equal(1 + drain(log).length + test.droppedItems, appended);
});

Deno.test(
  "Spool drops what ended processes left before its own, when that is older",
  { ignore },
  () => {
    using test = new TestSpool();
    const maxBytes = 64 * 1024;
    const first = test.open({ maxBytes })!;
    append(first.open({ ...KEY, signal: "traces" }), "x".repeat(30_000), { itemCount: 7 });
    first.close();
    test.now += 1;
    const log = test.open({ maxBytes })!.open(KEY);
    append(log, "x".repeat(20_000));
    append(log, "x".repeat(20_000));

    deepEqual(test.dropped, [
      { signal: "traces", itemCount: 7, reason: "no room on disk", replayed: true },
    ]);
    equal(drain(log).length, 2);
  },
);

Deno.test("Spool drops and counts what is too old, when nobody took it", { ignore }, () => {
  using test = new TestSpool();
  const log = test.open({ maxAgeMillis: 60_000 })!.open(KEY);
  append(log, "old", { itemCount: 3 });
  test.now += 40_000;
  append(log, "young");
  test.now += 20_000;
  equal(log.unread.itemCount, 4);
  test.now += 1;

  deepEqual(drain(log), ["young"]);
  deepEqual(test.dropped, [
    { signal: "logs", itemCount: 3, reason: "too old", replayed: false },
  ]);
});

Deno.test("Spool drops what ended processes left, when it is too old and for another receiver", {
  ignore,
}, () => {
  using test = new TestSpool();
  // These files carry the time of the system.
  test.now = Date.now();
  const ended = test.open()!;
  append(ended.open({ ...KEY, destinationDigest: "11ee" }), "old", { itemCount: 3 });
  ended.close();
  const spool = test.open({ maxAgeMillis: 60_000 })!;
  spool.figures();
  equal(test.files.length, 1);
  test.now += 65_000;
  spool.figures();

  deepEqual(test.files, []);
  deepEqual(test.dropped, [
    { signal: "logs", itemCount: 3, reason: "too old", replayed: true },
  ]);
});

Deno.test(
  "Spool drops nothing and tells no negative age, when the clock is put back",
  { ignore },
  () => {
    using test = new TestSpool();
    const spool = test.open({ maxAgeMillis: 60_000 })!;
    const log = spool.open(KEY);
    append(log, "one");
    test.now -= 10 * 24 * 60 * 60 * 1000;
    append(log, "two");

    equal(spool.figures().oldestAgeMillis, 0);
    deepEqual(drain(log), ["one", "two"]);
    deepEqual(test.dropped, []);
  },
);

Deno.test("Spool.figures() tells of all processes, when several have files", { ignore }, () => {
  using test = new TestSpool();
  const spool = test.open()!;
  deepEqual(spool.figures(), { bytes: 0, oldestAgeMillis: 0, quarantinedBytes: 0 });
  append(test.open()!.open(KEY), "one");
  test.now += 5000;
  append(spool.open(KEY), "two");
  test.now += 5000;

  deepEqual(spool.figures(), { bytes: test.bytes, oldestAgeMillis: 10_000, quarantinedBytes: 0 });
});
Deno.test("Spool makes the folder again with all that waits, when somebody removes it", {
  ignore: ignore || Deno.build.os === "windows",
}, () => {
  using test = new TestSpool();
  const spool = test.open()!;
  const log = spool.open(KEY);
  append(log, "one");
  const batch = log.read(ALL)!;
  append(log, "two");
  Deno.removeSync(test.folder, { recursive: true });
  append(log, "unnoticed");
  test.now += 1000;
  append(log, "three");

  equal(test.files.length, 1);
  equal(test.problems.length, 1);
  match(test.problems[0]!, /^Made .* again: somebody had removed files in it that are in use$/);
  batch.accepted();
  spool.close();
  deepEqual(drainAdopted(test.open()!), ["two", "unnoticed", "three"]);
});

Deno.test("Spool writes a file again, when somebody removes only that", {
  ignore: ignore || Deno.build.os === "windows",
}, () => {
  using test = new TestSpool();
  const spool = test.open()!;
  append(spool.open(KEY), "one");
  Deno.removeSync(`${test.folder}/${test.files[0]}`);
  test.now += 1000;
  spool.figures();
  spool.close();

  deepEqual(drainAdopted(test.open()!), ["one"]);
});

Deno.test("Spool goes on in memory and comes back, when the folder cannot be made again", {
  ignore: ignore || Deno.build.os === "windows",
}, () => {
  using test = new TestSpool();
  const spool = test.open()!;
  const log = spool.open(KEY);
  append(log, "one");
  Deno.removeSync(test.folder, { recursive: true });
  Deno.writeTextFileSync(test.folder, "");
  test.now += 1000;
  equal(append(log, "two"), false);
  test.now += 1000;
  equal(append(log, "three"), false);
  equal(test.problems.length, 1);
  match(test.problems[0]!, /^Cannot write telemetry to .*; it is kept in memory meanwhile$/);

  Deno.removeSync(test.folder);
  test.now += 1000;
  spool.figures();
  test.now += 1000;
  equal(append(log, "four"), true);
  spool.close();
  deepEqual(drainAdopted(test.open()!), ["one", "four"]);
});
