import { deepEqual, equal } from "node:assert/strict";
import { dropOldest } from "./drop_oldest.ts";

function candidates(dropped: number[], sizes: Readonly<Record<number, number>>) {
  return Object.entries(sizes).map(([time, size]) => ({
    time: Number(time),
    drop: () => {
      dropped.push(Number(time));
      return size;
    },
  })).reverse();
}

Deno.test("dropOldest() drops the oldest first, when that is enough", () => {
  const dropped: number[] = [];
  equal(dropOldest(15, candidates(dropped, { 1: 10, 2: 10, 3: 10 })), 20);
  deepEqual(dropped, [1, 2]);
});

Deno.test("dropOldest() goes on to the next, when one cannot be dropped", () => {
  const dropped: number[] = [];
  equal(dropOldest(5, candidates(dropped, { 1: 0, 2: 10, 3: 10 })), 10);
  deepEqual(dropped, [1, 2]);
});

Deno.test("dropOldest() drops nothing, when nothing has to go", () => {
  const dropped: number[] = [];
  equal(dropOldest(0, candidates(dropped, { 1: 10 })), 0);
  deepEqual(dropped, []);
});
