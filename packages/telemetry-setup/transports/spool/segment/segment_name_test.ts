import { deepEqual, equal, notEqual } from "node:assert/strict";
import { createSegmentName, parseSegmentName } from "./segment_name.ts";

const KEY = { signal: "traces", destinationDigest: "00ff" } as const;

Deno.test("parseSegmentName() reads what createSegmentName() made, when it is of either kind", () => {
  for (const isQuarantine of [true, false]) {
    const name = createSegmentName(KEY, { now: 1_700_000_000_123.5, isQuarantine });
    deepEqual(parseSegmentName(name.file), name);
    equal(name.createdAt, 1_700_000_000_123);
  }
});

Deno.test("createSegmentName() never makes the same name twice, when the clock stands still", () => {
  const options = { now: 0, isQuarantine: false };
  notEqual(createSegmentName(KEY, options).file, createSegmentName(KEY, options).file);
});

Deno.test("parseSegmentName() returns undefined, when the file is not one of a spool", () => {
  for (
    const file of [
      "notes.txt",
      "traces-00ff-12-ab.segment.bak",
      "spans-00ff-12-ab.segment",
      "traces-00ff--ab.segment",
      "../traces-00ff-12-ab.segment",
      "",
    ]
  ) {
    equal(parseSegmentName(file), undefined, file);
  }
});
