import { equal, ok } from "node:assert/strict";
import { RoomKeeper } from "./room_keeper.ts";

const LIMIT = 1_000_000;

/** A folder that several processes write to. */
class TestRoom {
  bytes = 0;
  measured = 0;
  droppable = Infinity;

  measure(): number {
    this.measured++;
    return this.bytes;
  }

  drop(bytes: number): number {
    const dropped = Math.min(this.droppable, this.bytes, Math.ceil(bytes / 5000) * 5000);
    this.bytes -= dropped;
    this.droppable -= dropped;
    return dropped;
  }
}

Deno.test("RoomKeeper.reserve() never lets 20 processes go beyond the limit, when each writes on", () => {
  const room = new TestRoom();
  const keepers = Array.from({ length: 20 }, () => new RoomKeeper(room, LIMIT));
  let written = 0;
  for (let round = 0; round < 2000; round++) {
    for (const keeper of keepers) {
      if (!keeper.reserve(500)) continue;
      room.bytes += 500;
      written += 500;
      ok(room.bytes <= LIMIT, `${room.bytes} bytes`);
    }
  }
  equal(written, 20_000_000);
  ok(room.bytes > LIMIT * 0.8);
});

Deno.test("RoomKeeper.reserve() seldom measures, when there is much room", () => {
  const room = new TestRoom();
  const keeper = new RoomKeeper(room, LIMIT);
  for (let count = 0; count < 100; count++) keeper.reserve(100);
  equal(room.measured, 1);
});

Deno.test("RoomKeeper.reserve() returns false, when nothing may be dropped", () => {
  const room = new TestRoom();
  room.bytes = LIMIT;
  room.droppable = 0;
  equal(new RoomKeeper(room, LIMIT).reserve(1), false);
});

Deno.test("RoomKeeper.reserve() drops nothing, when it would never be enough", () => {
  const room = new TestRoom();
  room.bytes = LIMIT / 2;
  equal(new RoomKeeper(room, LIMIT).reserve(LIMIT), false);
  equal(room.bytes, LIMIT / 2);
});

Deno.test("RoomKeeper.check() drops what is above the limit, when the limit has become lower", () => {
  const room = new TestRoom();
  room.bytes = 2 * LIMIT;
  new RoomKeeper(room, LIMIT).check();
  ok(room.bytes < LIMIT);
});
