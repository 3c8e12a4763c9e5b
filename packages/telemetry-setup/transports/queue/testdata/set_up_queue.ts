import assert from "node:assert/strict";
import type { Outcome } from "../../route.ts";
import type { SendOptions, Verdict } from "../../transport.ts";
import { createDestinationQueue, type DestinationQueueOptions } from "../destination_queue.ts";

export const ACCEPTED: Verdict = { outcome: "accepted", rejectedCount: 0, message: "" };
export const FAILED = { outcome: "retry", reason: "status 503" } as const satisfies Verdict;

/** A queue whose requests are answered, and whose clock goes on, when the test says so. */
export function setUpQueue(options: Partial<DestinationQueueOptions> = {}) {
  const requests: {
    readonly bytes: readonly number[];
    readonly options: SendOptions;
    readonly answer: (verdict: Verdict) => void;
  }[] = [];
  const outcomes: Outcome[] = [];
  const released: number[] = [];
  let time = 1_000_000;
  let timer: { readonly callback: () => void; readonly at: number } | undefined;
  let closed = false;
  const queue = createDestinationQueue({
    signal: "traces",
    transport: {
      destination: "http://c:4318",
      send(payload, options) {
        const { promise, resolve } = Promise.withResolvers<Verdict>();
        requests.push({ bytes: [...payload], options, answer: resolve });
        return promise;
      },
      close: () => void (closed = true),
    },
    maxItems: 4,
    maxInFlight: 2,
    onOutcome: (outcome) => outcomes.push(outcome),
    onReleased: (sequences) => released.push(...sequences),
    now: () => time,
    random: () => 0.5,
    setTimer(callback, milliseconds) {
      assert.equal(timer, undefined, "one timer at a time");
      timer = { callback, at: time + milliseconds };
      return () => timer = undefined;
    },
    ...options,
  });
  let sequence = 0;
  return {
    queue,
    requests,
    outcomes,
    released,
    isClosed: () => closed,
    /** Lists of JSON, as they can be merged: `[n]`. */
    put: (digit: number, lingerMillis = 0, itemCount = 2) =>
      queue.put(sequence++, new TextEncoder().encode(`[${digit}]`), {
        contentType: "application/json",
        itemCount,
        dueAt: time + lingerMillis,
      }),
    sent: () => requests.map(({ bytes }) => String.fromCharCode(...bytes)),
    /** Answers a request. */
    async answer(index: number, verdict: Verdict) {
      requests[index]?.answer(verdict);
      await turn();
    },
    async pass(milliseconds: number) {
      time += milliseconds;
      if (timer !== undefined && timer.at <= time) {
        const { callback } = timer;
        timer = undefined;
        callback();
      }
      await turn();
    },
    hasTimer: () => timer !== undefined,
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Whether it is settled as soon as other things had their turn. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(() => settled = true);
  await turn();
  return settled;
}
