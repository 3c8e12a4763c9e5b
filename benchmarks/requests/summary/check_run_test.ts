import assert from "node:assert/strict";
import { makeMeasured, makeRounds } from "../testdata/make_rounds.ts";
import { checkRun } from "./check_run.ts";

const COMMITTED = makeRounds({ bare: [10], npm: [110], ours: [20], public: [30] });

Deno.test("checkRun() passes up to 1.15 times the committed share", () => {
  const rounds = makeRounds({ bare: [10], npm: [110], ours: [21.4], public: [32.9] });
  assert.deepEqual([...checkRun(rounds, COMMITTED)], []);
});

Deno.test("checkRun() tells each road that is above it", () => {
  const rounds = makeRounds({ bare: [10], npm: [110], ours: [21.6], public: [33.1] });
  assert.deepEqual([...checkRun(rounds, COMMITTED)], [
    ["ours adds", "ours: adds 1/8.62 of what the npm SDK adds, at most 1/8.70"],
    [
      "public adds",
      "ours, `OTEL_DENO_FAST_PATH=off`: adds 1/4.33 of what the npm SDK adds, at most 1/4.35",
    ],
  ]);
});

Deno.test("checkRun() takes the median: one bad round does not fail", () => {
  const rounds = makeRounds({
    bare: [10, 10, 10],
    npm: [110, 110, 110],
    ours: [20, 20, 90],
    public: [30, 30, 30],
  });
  assert.deepEqual([...checkRun(rounds, COMMITTED)], []);
});

Deno.test("checkRun() tells what was lost", () => {
  const rounds = { ...COMMITTED, public: [makeMeasured(30, { lost: 2 })] };
  assert.deepEqual([...checkRun(rounds, COMMITTED).keys()], ["public loses"]);
  assert.match([...checkRun(rounds, COMMITTED).values()].join(), /off`: loses 2 spans/);
});
