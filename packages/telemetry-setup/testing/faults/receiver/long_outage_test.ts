import { decodeTraces, encodeTraces } from "@otel-deno/otlp";
import assert from "node:assert/strict";
import { createDestinationQueue } from "../../../transports/queue/destination_queue.ts";
import type { Verdict } from "../../../transports/transport.ts";
import { IdCounts } from "../account/id_counts.ts";
import { seededRandom } from "../seeded_random.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Time that passes when it is told to. */
function startClock() {
  let time = Date.UTC(2026, 0, 1);
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  /** What was decided by now has happened. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => time,
    setTimer(callback: () => void, milliseconds: number) {
      const timer = { at: time + milliseconds, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async pass(milliseconds: number) {
      const end = time + milliseconds;
      for (;;) {
        await settle();
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers.delete(next);
        time = Math.max(time, next.at);
        next.callback();
      }
      time = end;
    },
  };
}

function idsIn(payload: Uint8Array): readonly string[] {
  return decodeTraces(payload, "protobuf").resourceSpans.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) => spans.map(({ name }) => name))
  );
}

Deno.test("createDestinationQueue() loses nothing of 10 minutes without a receiver", async () => {
  const clock = startClock();
  const received = new IdCounts();
  const released: number[] = [];
  const outcomes: string[] = [];
  let isUp = true;
  let failures = 0;
  const queue = createDestinationQueue({
    signal: "traces",
    transport: {
      destination: "http://receiver",
      send(payload): Promise<Verdict> {
        if (!isUp) {
          failures++;
          return Promise.resolve({ outcome: "retry", reason: "connection refused" });
        }
        for (const id of idsIn(payload)) received.addFrom(id);
        return Promise.resolve({ outcome: "accepted", rejectedCount: 0, message: "" });
      },
      close() {},
    },
    maxItems: 512,
    maxInFlight: 4,
    onOutcome: ({ kind }) => void (outcomes.at(-1) === kind || outcomes.push(kind)),
    onReleased: (sequences) => void released.push(...sequences),
    now: clock.now,
    random: seededRandom(1),
    setTimer: clock.setTimer,
  });
  let sequence = 0;
  /** 100 spans a second, twice a second. */
  const recordFor = async (milliseconds: number) => {
    for (const end = clock.now() + milliseconds; clock.now() < end;) {
      const spans = Array.from(
        { length: 50 },
        (_, at) => ({ name: `id:t1.${sequence * 50 + at};` }),
      );
      const payload = encodeTraces({ resourceSpans: [{ scopeSpans: [{ spans }] }] }, "protobuf");
      queue.put(sequence++, payload, {
        contentType: "application/x-protobuf",
        itemCount: spans.length,
        dueAt: clock.now(),
      });
      await clock.pass(SECOND / 2);
    }
  };

  await recordFor(10 * SECOND);
  isUp = false;
  await recordFor(10 * MINUTE);
  assert.equal(queue.remains.inMemory, 10 * 60 * 100);
  // Every 4 to 6 seconds, when it has failed for a while.
  assert.ok(failures > 100 && failures < 160, `it was tried ${failures} times`);
  isUp = true;
  await recordFor(10 * SECOND);
  await clock.pass(10 * SECOND);

  assert.equal(received.unique, (10 * 60 + 20) * 100);
  assert.equal(received.duplicates, 0);
  assert.equal(queue.remains.inMemory, 0);
  assert.deepEqual(released.sort((a, b) => a - b), Array.from({ length: sequence }, (_, at) => at));
  assert.deepEqual(outcomes, ["accepted", "retrying", "accepted"]);
  queue.close();
});
