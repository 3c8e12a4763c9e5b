import { deepEqual, equal } from "node:assert/strict";
import { inspectSpool } from "./inspect_spool.ts";
import { append, KEY, MAY_WRITE, TestSpool } from "./testdata/test_spool.ts";

const ignore = !MAY_WRITE;
const ONE = { maxItems: 1, maxBytes: Infinity };

Deno.test("inspectSpool() tells what waits and what was refused, when a process uses the spool", {
  ignore,
}, () => {
  using test = new TestSpool();
  const start = test.now;
  const spool = test.open()!;
  const logs = spool.open(KEY);
  append(logs, "settled", { itemCount: 1 });
  logs.read(ONE)!.accepted();
  test.now += 1000;
  append(logs, "bad", { itemCount: 2 });
  append(logs, "waits", { itemCount: 4 });
  logs.read(ONE)!.refused("HTTP 400: no\nreally");
  const traces = spool.open({
    signal: "traces",
    destinationDigest: "11ee",
    destination: "http://b",
  });
  append(traces, "waits, too", { itemCount: 8 });
  const other = test.open()!.open(KEY);
  append(other, "of another process", { itemCount: 16 });

  const { isSpool, bytes, waiting, quarantined, unreadableFiles } = inspectSpool(test.folder);
  equal(isSpool, true);
  equal(bytes, test.bytes);
  deepEqual(waiting.map(({ bytes: _, ...route }) => route), [
    { ...KEY, itemCount: 20, oldestTime: start + 1000, damagedItems: 0 },
    {
      signal: "traces",
      destinationDigest: "11ee",
      destination: "http://b",
      itemCount: 8,
      oldestTime: start + 1000,
      damagedItems: 0,
    },
  ]);
  deepEqual(quarantined.map(({ itemCount, reasons }) => ({ itemCount, reasons })), [
    { itemCount: 2, reasons: { "HTTP 400: no really": 2 } },
  ]);
  equal(unreadableFiles, 0);
});

Deno.test("inspectSpool() tells of damage, when a file has some", { ignore }, () => {
  using test = new TestSpool();
  const log = test.open()!.open(KEY);
  append(log, "one", { itemCount: 1 });
  append(log, "two", { itemCount: 2 });
  const path = `${test.folder}/${test.files[0]}`;
  const bytes = Deno.readFileSync(path);
  bytes[bytes.length - 1]! ^= 1;
  Deno.writeFileSync(path, bytes);

  const [route] = inspectSpool(test.folder).waiting;
  deepEqual([route?.itemCount, route?.damagedItems], [1, 2]);
});

Deno.test(
  "inspectSpool() finds nothing, when the folder is no spool or not there",
  { ignore },
  () => {
    using test = new TestSpool();
    const nothing = { isSpool: false, bytes: 0, waiting: [], quarantined: [], unreadableFiles: 0 };
    deepEqual(inspectSpool(test.folder), nothing);
    Deno.mkdirSync(test.folder, { recursive: true });
    deepEqual(inspectSpool(test.folder), nothing);
  },
);
