import assert from "node:assert/strict";
import { countLost } from "./count_lost.ts";

const ALL = {
  serverSpans: 10,
  rollSpans: 20,
  logs: 10,
  rolls: 20,
  durations: 10,
  exemplars: 0,
  serverAttributes: 5,
};
const WORK = { requests: 10, rolls: 20 };

Deno.test("countLost() is 0, when all of the work has arrived", () => {
  assert.equal(countLost(ALL, WORK), 0);
});

for (const name of ["serverSpans", "rollSpans", "logs", "rolls", "durations"] as const) {
  Deno.test(`countLost() counts what is missing of ${name}`, () => {
    assert.equal(countLost({ ...ALL, [name]: ALL[name] - 3 }, WORK), 3);
  });
}
