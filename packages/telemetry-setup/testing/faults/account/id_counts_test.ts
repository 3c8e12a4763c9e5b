import assert from "node:assert/strict";
import { IdCounts } from "./id_counts.ts";

Deno.test("IdCounts.add() tells an id that is new from one that was there", () => {
  const ids = new IdCounts();
  for (const number of [0, 5000, 5000, 5000]) ids.add("t1", number);
  ids.add("l1", 5000);
  assert.deepEqual([ids.unique, ids.duplicates], [3, 2]);
  assert.deepEqual([ids.has("t1", 0), ids.has("t1", 5000), ids.has("t1", 1)], [true, true, false]);
  assert.equal(ids.has("t2", 0), false);
});

Deno.test("IdCounts.addFrom() finds ids in bytes, and none that is cut off", () => {
  const ids = new IdCounts();
  ids.addFrom("\x0a\x09id:t3.17;\xffid:l3.1;id:t3.1");
  assert.equal(ids.unique, 2);
  assert.deepEqual([ids.has("t3", 17), ids.has("l3", 1), ids.has("t3", 1)], [true, true, false]);
});
