import assert from "node:assert/strict";
import { stopClock } from "../../testdata/stop_clock.ts";
import type { RecordedClientRequest } from "./client_request_recorder.ts";
import { createUnreadResponses } from "./unread_responses.ts";

function recording(name: string, ended: string[]): RecordedClientRequest {
  const never = () => assert.fail("nothing else is asked for");
  return {
    inject: never,
    respond: never,
    end: never,
    fail: never,
    discard: never,
    endAtHeaders: () => void ended.push(name),
  };
}

/** A timer that the test lets go off. */
function manualTimer() {
  let pending: { callback: () => void; milliseconds: number } | undefined;
  return {
    setTimer(callback: () => void, milliseconds: number) {
      assert.equal(pending, undefined, "only one timer at a time");
      pending = { callback, milliseconds };
    },
    pending: () => pending?.milliseconds,
    goOff() {
      const timer = pending;
      pending = undefined;
      timer?.callback();
    },
  };
}

Deno.test("watch() ends a request after a second in which nobody read the body", () => {
  using clock = stopClock();
  const timer = manualTimer();
  const ended: string[] = [];
  const { watch } = createUnreadResponses(timer);
  watch(recording("first", ended));
  clock.advance(400);
  watch(recording("second", ended));
  clock.advance(600);
  timer.goOff();
  assert.deepEqual(ended, ["first"]);
  assert.equal(timer.pending(), 400);
  clock.advance(400);
  timer.goOff();
  assert.deepEqual(ended, ["first", "second"]);
  assert.equal(timer.pending(), undefined);
});

Deno.test("watch() leaves a request alone which is to be forgotten, or whose body somebody reads", () => {
  using clock = stopClock();
  const timer = manualTimer();
  const ended: string[] = [];
  const { watch, forget } = createUnreadResponses(timer);
  const told = recording("told", ended);
  watch(told);
  forget(told);
  watch(recording("seen", ended), () => true);
  clock.advance(1000);
  timer.goOff();
  assert.deepEqual(ended, []);
  assert.equal(timer.pending(), undefined);
});
