import assert from "node:assert/strict";
import { createLateClientRecorder } from "./late_client_recorder.ts";

const REQUEST = { method: "GET", url: "http://localhost/", headers: () => new Headers() };

Deno.test("createLateClientRecorder() makes the recorder once, when the first request is sent", () => {
  const events: string[] = [];
  const recorder = createLateClientRecorder(() => {
    events.push("made");
    return {
      wants: () => events.push("wants") > 0,
      start: () => void events.push("start"),
      isUnderWay: () => true,
      [Symbol.dispose]: () => void events.push("disposed"),
    };
  });
  assert.equal(recorder.isUnderWay("0"), false);
  assert.deepEqual(events, []);
  recorder.wants(REQUEST.url);
  recorder.start(REQUEST);
  assert.equal(recorder.isUnderWay("0"), true);
  recorder[Symbol.dispose]();
  assert.deepEqual(events, ["made", "wants", "start", "disposed"]);
});

Deno.test("createLateClientRecorder() makes none to end it, when nothing was sent", () => {
  let made = 0;
  const recorder = createLateClientRecorder(() => {
    made++;
    throw new Error("planned");
  });
  recorder[Symbol.dispose]();
  assert.equal(made, 0);
});

Deno.test("createLateClientRecorder() records nothing and throws nothing, when none can be made", () => {
  let asked = 0;
  const recorder = createLateClientRecorder(() => {
    asked++;
    throw new Error("planned");
  });
  assert.equal(recorder.wants(REQUEST.url), false);
  assert.equal(recorder.start(REQUEST), undefined);
  assert.equal(asked, 1);
});
