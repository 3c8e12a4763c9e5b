import assert from "node:assert/strict";
import type { Measured } from "../measure_variant.ts";
import { makeRounds } from "../testdata/make_rounds.ts";
import { addedByRound } from "./added_by_round.ts";
import { summarizeShare } from "./summarize_share.ts";

const ROUNDS = makeRounds({ bare: [10, 100, 12], npm: [90, 180, 92], ours: [20, 110, 32] });

Deno.test("addedByRound() takes off what no telemetry cost in the same round", () => {
  assert.deepEqual(addedByRound(ROUNDS, "ours"), [10, 10, 20]);
  assert.deepEqual(addedByRound(ROUNDS, "bare"), [0, 0, 0]);
  const figure = ({ saturation }: Measured) => saturation.requestsPerSecond;
  assert.deepEqual(addedByRound(ROUNDS, "ours", { figure })[0], 50_000 - 100_000);
});

Deno.test("summarizeShare() compares within a round, so that a slow round does not count", () => {
  const { median, least, upper } = summarizeShare(ROUNDS, { id: "ours", peer: "npm" });
  assert.deepEqual({ median, least, upper }, { median: 0.125, least: 0.125, upper: 0.188 });
});

Deno.test("summarizeShare() refuses what was not measured", () => {
  assert.throws(() => summarizeShare(ROUNDS, { id: "public", peer: "npm" }), RangeError);
});
