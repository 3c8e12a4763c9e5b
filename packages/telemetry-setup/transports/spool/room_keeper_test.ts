import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { RoomKeeper } from "./room_keeper.ts";

const LIMIT = 1_000_000;

function fail(): never {
  throw new Error("no space left");
}

/** A folder that several processes write to. */
class TestRoom {
  bytes = 0;
  droppable = Infinity;
  isAlone = false;
  onUse = () => {};

  alone<T>(action: () => T): T {
    this.isAlone = true;
    try {
      return action();
    } finally {
      this.isAlone = false;
    }
  }

  measure(): number {
    this.onUse();
    return this.bytes;
  }

  drop(bytes: number): number {
    this.onUse();
    const dropped = Math.min(this.droppable, this.bytes, Math.ceil(bytes / 5000) * 5000);
    this.bytes -= dropped;
    this.droppable -= dropped;
    return dropped;
  }
}

Deno.test("RoomKeeper.write() keeps just below the limit, when 64 processes write on and on", () => {
  for (const size of [20, 500, 3000]) {
    const room = new TestRoom();
    const keepers = Array.from({ length: 64 }, () => new RoomKeeper(room, LIMIT));
    for (let written = 0; written < 4 * LIMIT;) {
      for (const keeper of keepers) {
        ok(keeper.write(size, () => room.bytes += size));
        written += size;
        ok(room.bytes <= LIMIT, `${room.bytes} bytes`);
      }
    }
    ok(room.bytes > LIMIT * 0.9);
  }
});

Deno.test("RoomKeeper.write() keeps below the limit, when others use late what they are allowed", () => {
  const room = new TestRoom();
  const keepers = Array.from({ length: 64 }, () => new RoomKeeper(room, LIMIT));
  const write = (keeper: RoomKeeper, size: number) => keeper.write(size, () => room.bytes += size);
  for (const keeper of keepers) write(keeper, 1000);
  while (room.bytes < LIMIT * 15 / 16 - 3000) write(keepers[0]!, 3000);
  for (const keeper of keepers) for (let count = 0; count < 10; count++) write(keeper, 40);
  ok(room.bytes > LIMIT * 15 / 16 && room.bytes <= LIMIT, `${room.bytes} bytes`);
});

Deno.test("RoomKeeper.write() seldom measures or waits for others, when it writes little", () => {
  for (const [bytes, waits] of [[0, 0], [LIMIT * 0.6, 3]] as const) {
    const room = new TestRoom();
    room.bytes = bytes;
    let measured = 0;
    room.onUse = () => void measured++;
    const keeper = new RoomKeeper(room, LIMIT);
    let waited = 0;
    for (let count = 0; count < 100; count++) {
      keeper.write(10, () => waited += Number(room.isAlone));
    }
    // An allowance is 488 bytes of this limit.
    deepEqual([waited, measured], [waits, 3 + waits]);
  }
});

Deno.test("RoomKeeper.write() measures, drops and writes without anybody else, when it is full", () => {
  const room = new TestRoom();
  room.bytes = LIMIT;
  const others: boolean[] = [];
  const note = () => void others.push(room.isAlone);
  room.onUse = note;
  new RoomKeeper(room, LIMIT).write(500, note);
  deepEqual(others, [false, true, true, true]);
  equal(room.isAlone, false);
});

Deno.test("RoomKeeper.write() waits for nobody, when there is much room", () => {
  const room = new TestRoom();
  const others: boolean[] = [];
  const note = () => void others.push(room.isAlone);
  const keeper = new RoomKeeper(room, LIMIT);
  keeper.write(LIMIT / 2, note);
  keeper.write(LIMIT / 2 + 1, note);
  deepEqual(others, [false, true]);
});

Deno.test("RoomKeeper.write() throws, when what it calls throws", () => {
  const room = new TestRoom();
  throws(() => new RoomKeeper(room, LIMIT).write(1, fail), /no space left/);
  equal(room.isAlone, false);
});

Deno.test("RoomKeeper.write() writes nothing, when nothing may be dropped", () => {
  const room = new TestRoom();
  room.bytes = LIMIT;
  room.droppable = 0;
  equal(new RoomKeeper(room, LIMIT).write(1, fail), false);
});

Deno.test("RoomKeeper.write() drops nothing, when it would never be enough", () => {
  const room = new TestRoom();
  room.bytes = LIMIT / 2;
  equal(new RoomKeeper(room, LIMIT).write(LIMIT, fail), false);
  equal(room.bytes, LIMIT / 2);
});

Deno.test("RoomKeeper.check() drops what is above the limit, when the limit has become lower", () => {
  const room = new TestRoom();
  room.bytes = 2 * LIMIT;
  new RoomKeeper(room, LIMIT).check();
  ok(room.bytes < LIMIT);
});

Deno.test("RoomKeeper.check() waits for nobody, when there is room", () => {
  const room = new TestRoom();
  const others: boolean[] = [];
  room.onUse = () => void others.push(room.isAlone);
  new RoomKeeper(room, LIMIT).check();
  deepEqual(others, [false]);
});
