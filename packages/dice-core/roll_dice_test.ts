import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { rollDice } from "./mod.ts";

const FACES = [1, 2, 3, 4, 5, 6];
const JUST_BELOW_ONE = 1 - Number.EPSILON / 2;

Deno.test("rollDice() returns one integer from 1 to 6 per roll", () => {
  const values = rollDice(1000);

  equal(values.length, 1000);
  for (const value of values) ok(FACES.includes(value), `got ${value}`);
});

Deno.test("rollDice() stays within 1 and 6 at both ends of the source", () => {
  deepEqual(rollDice(1, { random: () => 0 }), [1]);
  deepEqual(rollDice(1, { random: () => Number.MIN_VALUE }), [1]);
  deepEqual(rollDice(1, { random: () => JUST_BELOW_ONE }), [6]);
});

Deno.test("rollDice() changes from face to face exactly at each sixth of the source", () => {
  for (let face = 1; face < 6; face++) {
    const boundary = face / 6;
    deepEqual(rollDice(1, { random: () => boundary }), [face + 1]);
    deepEqual(rollDice(1, { random: () => boundary - Number.EPSILON }), [face]);
  }
});

Deno.test("rollDice() gives each face the same share, when the source covers its whole range evenly", () => {
  const steps = 6 * 10_000;
  let step = 0;
  const values = rollDice(steps, { random: () => (step++ + 0.5) / steps });

  deepEqual(countFaces(values), [10_000, 10_000, 10_000, 10_000, 10_000, 10_000]);
});

Deno.test("rollDice() is uniform, when the source is a seeded generator", () => {
  const rolls = 60_000;
  const expected = rolls / 6;
  const counts = countFaces(rollDice(rolls, { random: seededRandom(20_240_229) }));
  const chiSquare = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);

  // 5 degrees of freedom: a fair die stays below 20.5 in 999 of 1,000 seeds.
  ok(chiSquare < 20.5, `chi-square is ${chiSquare} for ${counts}`);
});

Deno.test("rollDice() draws from the source once per roll, in order", () => {
  const draws = [0.2, 0.99, 0];
  deepEqual(rollDice(3, { random: () => draws.shift() ?? NaN }), [2, 6, 1]);
  deepEqual(draws, []);
});

Deno.test("rollDice() throws a RangeError, when rolls is below 1 or not an integer", () => {
  for (const rolls of [0, -0, -1, -1000, -Infinity, 1.5, 0.999, NaN, Infinity]) {
    throws(() => rollDice(rolls), RangeError, `rolls = ${rolls}`);
  }
});

Deno.test("rollDice() names the value it was given, when it throws", () => {
  throws(() => rollDice(-3), {
    name: "RangeError",
    message: "Cannot roll the dice: rolls is -3, not an integer of at least 1",
  });
});

Deno.test("rollDice() draws nothing, when rolls is out of range", () => {
  let draws = 0;
  throws(() => rollDice(0, { random: () => draws++ }), RangeError);
  equal(draws, 0);
});

function countFaces(values: readonly number[]): number[] {
  return FACES.map((face) => values.filter((value) => value === face).length);
}

/** Mulberry32: 32 bits of state, the same sequence on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
