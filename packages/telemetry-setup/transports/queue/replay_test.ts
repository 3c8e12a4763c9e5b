import assert from "node:assert/strict";
import { createMemoryLog } from "./memory_log.ts";
import { createReplay } from "./replay.ts";

const LIMITS = { maxItems: 1, maxBytes: 4_000_000 };

/** A log that another process has left, with payloads of so many bytes. */
function leave(...sizes: readonly number[]) {
  const log = createMemoryLog();
  for (const size of sizes) {
    log.append(new Uint8Array(size), { contentType: "a", itemCount: 1, dueAt: 0 });
  }
  return log;
}

function setUp(logs: readonly (ReturnType<typeof leave> | undefined)[]) {
  let time = 0;
  let next = 0;
  const replay = createReplay(() => logs[next++], () => time);
  const pass = (milliseconds: number) => void (time += milliseconds);
  return { replay, pass, taken: () => next, at: () => time };
}

Deno.test("createReplay() leaves the first moments to what is live", () => {
  const { replay, pass } = setUp([leave(1)]);
  assert.equal(replay.read(LIMITS), undefined);
  pass(replay.readAt);
  assert.equal(replay.read(LIMITS)?.itemCount, 1);
});

Deno.test("createReplay() reads at most 8 MiB a second", () => {
  const { replay, pass } = setUp([leave(2 ** 20, 2 ** 20)]);
  pass(1000);
  assert.ok(replay.read(LIMITS));
  assert.equal(replay.readAt, 1125);
  pass(124);
  assert.equal(replay.read(LIMITS), undefined);
  pass(1);
  assert.ok(replay.read(LIMITS));
});

Deno.test("createReplay() takes the next log, once all of one is settled", () => {
  const { replay, pass, taken } = setUp([leave(1, 1), leave(1)]);
  const read = () => {
    pass(60_000);
    return replay.read(LIMITS);
  };
  const batches = [read(), read()];
  assert.equal(read(), undefined, "the last of it is still under way");
  assert.deepEqual([taken(), replay.itemCount], [1, 2]);
  for (const batch of batches) batch?.accepted();
  assert.equal(read()?.itemCount, 1);
  assert.equal(taken(), 2);
});

Deno.test("createReplay() looks again, seldomer each time, when there is nothing", () => {
  const logs: ReturnType<typeof leave>[] = [];
  const { replay, pass, taken, at } = setUp(logs);
  const looks: number[] = [];
  for (let look = 0; look < 8; look++) {
    pass(replay.readAt - at());
    looks.push(at());
    assert.equal(replay.read(LIMITS), undefined);
    pass(1);
    assert.equal(replay.read(LIMITS), undefined);
    assert.equal(taken(), look + 1);
  }
  const pauses = looks.slice(1).map((time, index) => time - looks[index]!);
  assert.deepEqual(pauses, [200, 400, 800, 1600, 3200, 6400, 10_000]);
});

Deno.test("createReplay() looks often again, when it has found something", () => {
  const { replay, pass, at } = setUp([undefined, undefined, undefined, leave(1)]);
  for (let look = 0; look < 3; look++) {
    pass(replay.readAt - at());
    assert.equal(replay.read(LIMITS), undefined);
  }
  pass(replay.readAt - at());
  replay.read(LIMITS)?.accepted();
  pass(1);
  assert.equal(replay.read(LIMITS), undefined);
  assert.equal(replay.readAt - at(), 200);
});
