import { deepEqual, equal } from "node:assert/strict";
import { groupBlocks } from "./group_blocks.ts";

Deno.test("groupBlocks() makes few groups of many blocks, in the order of their bounds", () => {
  const blocks = Array.from({ length: 1000 }, (_, index) => ({
    first: index * 10,
    last: index * 10 + 9,
    bound: BigInt(index === 3 ? 5000 : index),
  }));
  const groups = groupBlocks(blocks);
  deepEqual(
    groups.map(({ first, last, bound }) => [first, last, bound]),
    [
      [0, 3199, 5000n],
      [9920, 9999, 999n],
      [9600, 9919, 991n],
      [8320, 9599, 959n],
      [3200, 8319, 831n],
    ].sort((a, b) => Number(b[2]) - Number(a[2])),
  );
  equal(groupBlocks([]).length, 0);
});
