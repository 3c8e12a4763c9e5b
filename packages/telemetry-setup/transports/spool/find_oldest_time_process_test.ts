import { equal } from "node:assert/strict";
import { findOldestTime } from "./find_oldest_time.ts";
import { listSpoolFiles } from "./spool_folder.ts";
import { append, drain, KEY, MAY_WRITE, TestSpool } from "./testdata/test_spool.ts";

const ignore = !MAY_WRITE;

Deno.test(
  "findOldestTime() finds the first payload, when processes have several",
  { ignore },
  () => {
    using test = new TestSpool();
    const [first, second] = [test.open()!.open(KEY), test.open()!.open(KEY)];
    append(first, "settled");
    drain(first);
    equal(findOldestTime(listSpoolFiles(test.folder), []), Infinity);
    test.now += 7;
    const oldest = test.now;
    append(second, "one");
    test.now += 7;
    append(first, "two");

    equal(findOldestTime(listSpoolFiles(test.folder), []), oldest);
  },
);

Deno.test(
  "findOldestTime() goes by the file's name, when its beginning is damaged",
  { ignore },
  () => {
    using test = new TestSpool();
    append(test.open()!.open(KEY), "one");
    Deno.writeFileSync(`${test.folder}/${test.files[0]}`, new Uint8Array(100));

    equal(findOldestTime(listSpoolFiles(test.folder), []), test.now);
  },
);
