import { deepEqual, equal } from "node:assert/strict";
import { purgeSpool } from "./purge_spool.ts";
import { append, drain, KEY, MAY_WRITE, TestSpool } from "./testdata/test_spool.ts";

const ignore = !MAY_WRITE;
const ONE = { maxItems: 1, maxBytes: Infinity };

/** One process has ended, one runs, and something was refused. */
function fill(test: TestSpool) {
  const ended = test.open()!;
  const log = ended.open(KEY);
  append(log, "bad", { itemCount: 1 });
  append(log, "left", { itemCount: 2 });
  log.read(ONE)!.refused("HTTP 400");
  ended.close();
  const running = test.open()!.open(KEY);
  append(running, "waits", { itemCount: 4 });
  return running;
}

Deno.test("purgeSpool() removes all but what a running process has, when nothing else is said", {
  ignore,
}, () => {
  using test = new TestSpool();
  const running = fill(test);
  const before = test.bytes;
  const purged = purgeSpool(test.folder);

  deepEqual({ ...purged, bytes: 0 }, { files: 2, bytes: 0, itemCount: 3, filesLeft: 1 });
  equal(purged.bytes, before - test.bytes);
  deepEqual(drain(running), ["waits"]);
});

Deno.test("purgeSpool() removes only what was refused, when asked to", { ignore }, () => {
  using test = new TestSpool();
  fill(test);
  const { itemCount, files } = purgeSpool(test.folder, { what: "quarantine" });

  deepEqual([itemCount, files], [1, 1]);
  equal(test.files.length, 2);
});

Deno.test("purgeSpool() removes nothing, when the folder is no spool", { ignore }, () => {
  using test = new TestSpool();
  Deno.mkdirSync(test.folder, { recursive: true });
  Deno.writeTextFileSync(`${test.folder}/logs-00ff-1-ab.segment`, "mine");

  deepEqual(purgeSpool(test.folder), { files: 0, bytes: 0, itemCount: 0, filesLeft: 0 });
  equal(test.files.length, 1);
});

Deno.test(
  "purgeSpool() is no harm to the process that refused it, when that goes on",
  { ignore },
  () => {
    using test = new TestSpool();
    const log = test.open()!.open(KEY);
    for (const text of ["bad", "worse"]) {
      append(log, text);
      equal(log.read(ONE)!.refused("HTTP 400"), true);
      equal(purgeSpool(test.folder, { what: "quarantine" }).itemCount, 1);
    }
  },
);
