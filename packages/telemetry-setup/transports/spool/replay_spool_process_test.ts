import { deepEqual, equal } from "node:assert/strict";
import { inspectSpool } from "./inspect_spool.ts";
import { replaySpool } from "./replay_spool.ts";
import { ALL, append, drain, KEY, MAY_WRITE, TestSpool, textsIn } from "./testdata/test_spool.ts";

const ignore = !MAY_WRITE;
const ONE = { maxItems: 1, maxBytes: Infinity };
const LISTENER = { onDropped() {}, onProblem() {} };

/** What two processes left, for two destinations, and what was refused. */
function fill(test: TestSpool): void {
  const first = test.open()!;
  const log = first.open(KEY);
  append(log, "bad", { contentType: "application/json" });
  append(log, "left");
  log.read(ONE)!.refused("HTTP 400");
  first.close();
  test.now += 365 * 24 * 60 * 60 * 1000;
  const second = test.open({ maxAgeMillis: Infinity })!;
  append(second.open({ ...KEY, destinationDigest: "11ee", destination: "http://b" }), "elsewhere");
  second.close();
}

Deno.test("replaySpool() takes over everything, when nobody else has it", { ignore }, () => {
  using test = new TestSpool();
  fill(test);
  const replayed = [...function* () {
    for (const { log, isQuarantined, destination, signal } of replaySpool(test.folder, LISTENER)) {
      const batch = log.read(ONE)!;
      const { contentType } = batch;
      yield { signal, destination, isQuarantined, contentType, texts: textsIn(batch) };
      batch.accepted();
      log.close();
    }
  }()];

  deepEqual(replayed.sort((a, b) => a.texts[0]! < b.texts[0]! ? -1 : 1), [
    {
      signal: "logs",
      destination: KEY.destination,
      isQuarantined: true,
      contentType: "application/json",
      texts: ["bad"],
    },
    {
      signal: "logs",
      destination: "http://b",
      isQuarantined: false,
      contentType: "text/plain",
      texts: ["elsewhere"],
    },
    {
      signal: "logs",
      destination: KEY.destination,
      isQuarantined: false,
      contentType: "text/plain",
      texts: ["left"],
    },
  ]);
  deepEqual(test.files, []);
});

Deno.test("replaySpool() leaves it where it is, when nothing is settled or the caller stops", {
  ignore,
}, () => {
  using test = new TestSpool();
  fill(test);
  const before = test.files;
  for (const { log } of replaySpool(test.folder, LISTENER)) {
    log.read(ONE);
    break;
  }
  deepEqual(test.files, before);
});

Deno.test("replaySpool() keeps it in quarantine with the new reason, when it is refused again", {
  ignore,
}, () => {
  using test = new TestSpool();
  const log = test.open()!.open(KEY);
  append(log, "bad");
  log.read(ONE)!.refused("HTTP 400");
  for (const { log } of replaySpool(test.folder, LISTENER)) {
    equal(log.read(ONE)!.refused("HTTP 413"), true);
    log.close();
  }

  const [route] = inspectSpool(test.folder).quarantined;
  deepEqual(route?.reasons, { "HTTP 413": 1 });
});

Deno.test("replaySpool() leaves to others what is theirs, when they run", { ignore }, () => {
  using test = new TestSpool();
  const log = test.open()!.open(KEY);
  append(log, "theirs");

  deepEqual([...replaySpool(test.folder, LISTENER)], []);
  deepEqual(drain(log), ["theirs"]);
});

Deno.test("replaySpool() finds nothing, when the folder is no spool", { ignore }, () => {
  using test = new TestSpool();
  deepEqual([...replaySpool(test.folder, LISTENER)], []);
});

Deno.test("PayloadBatch.refused() puts only some aside, when the receiver has the others", {
  ignore,
}, () => {
  using test = new TestSpool();
  const spool = test.open()!;
  const log = spool.open(KEY);
  for (const [index, text] of ["good", "bad", "fine"].entries()) {
    append(log, text, { itemCount: index + 1 });
  }
  const batch = log.read(ALL)!;
  deepEqual(batch.itemCounts, [1, 2, 3]);
  equal(batch.refused("HTTP 400", [1]), true);
  equal(log.itemCount, 0);
  spool.close();
  const left = [...function* () {
    for (const { log, isQuarantined } of replaySpool(test.folder, LISTENER)) {
      yield [isQuarantined, log.itemCount, ...drain(log)];
    }
  }()];
  deepEqual(left, [[true, 2, "bad"]]);
});
