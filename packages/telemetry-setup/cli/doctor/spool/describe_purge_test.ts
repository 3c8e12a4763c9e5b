import assert from "node:assert/strict";
import type { PurgedSpool } from "../../../transports/spool/purge_spool.ts";
import { describePurge } from "./describe_purge.ts";

const describe = (purged: Partial<PurgedSpool>) =>
  describePurge({ files: 1, bytes: 0, itemCount: 0, filesLeft: 0, ...purged }, "/spool")
    .map(({ ok, message }) => [ok, message]);

Deno.test("describePurge() says how much is gone", () => {
  assert.deepEqual(describe({}), [[true, "nothing to delete in /spool"]]);
  assert.deepEqual(describe({ bytes: 2_000_000, itemCount: 512 }), [
    [true, "deleted 2.0 MB in /spool, 512 items that nobody had received"],
  ]);
});

Deno.test("describePurge() finds wrong what could not be deleted", () => {
  assert.deepEqual(describe({ bytes: 10, itemCount: 1, filesLeft: 2 }), [
    [true, "deleted 10 bytes in /spool, 1 item that nobody had received"],
    [false, "Cannot delete 2 files in /spool: in use by processes that run"],
  ]);
});
