import assert from "node:assert/strict";
import { ROOT_CONTEXT } from "@opentelemetry/api";
import { createLateRecorder } from "./late_recorder.ts";

const request = new Request("http://localhost/");
const options = { parent: ROOT_CONTEXT, peer: undefined };

Deno.test("createLateRecorder() makes the recorder once, when the first request comes", () => {
  let made = 0;
  const started: unknown[] = [];
  const recorder = createLateRecorder(() => {
    made++;
    return {
      excludes: () => false,
      start(...given) {
        started.push(given);
        return undefined;
      },
    };
  });
  assert.equal(made, 0);
  recorder.start(request, options);
  recorder.start(request, options);
  assert.equal(made, 1);
  assert.deepEqual(started, [[request, options], [request, options]]);
});

Deno.test("createLateRecorder() records nothing and throws nothing, when none can be made", () => {
  let asked = 0;
  const recorder = createLateRecorder(() => {
    asked++;
    throw new Error("planned");
  });
  assert.equal(recorder.excludes(request), false);
  assert.equal(recorder.start(request, options), undefined);
  assert.equal(asked, 1);
});
