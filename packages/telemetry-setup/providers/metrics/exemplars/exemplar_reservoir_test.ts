import { deepEqual, equal, ok } from "node:assert/strict";
import { createExemplarReservoir, type ReservoirOptions } from "./exemplar_reservoir.ts";

const MEASUREMENT = { attributes: {}, spanContext: undefined };

function offerAll(values: readonly number[], options: ReservoirOptions) {
  const reservoir = createExemplarReservoir(options);
  for (const value of values) reservoir.offer(value, MEASUREMENT);
  return reservoir.kept.map((kept) => kept?.value);
}

Deno.test("createExemplarReservoir() keeps all, when there are no more than places", () => {
  deepEqual(offerAll([7, 8], { size: 3 }), [7, 8, undefined]);
});

Deno.test("createExemplarReservoir() gives each measurement the same chance", () => {
  const random = linearCongruential(42);
  const counts = new Map<number, number>();
  const values = Array.from({ length: 20 }, (_, index) => index);
  for (let round = 0; round < 4000; round++) {
    for (const value of offerAll(values, { size: 2, random })) {
      counts.set(value!, (counts.get(value!) ?? 0) + 1);
    }
  }
  equal(counts.size, 20);
  // 400 are expected of each; 6 standard deviations are 114.
  for (const [value, count] of counts) ok(Math.abs(count - 400) < 114, `${value}: ${count}`);
});

Deno.test("createExemplarReservoir() gives each measurement of one place the same chance", () => {
  const random = linearCongruential(7);
  const counts = [0, 0, 0, 0];
  for (let round = 0; round < 4000; round++) {
    const [even, odd] = offerAll([0, 1, 2, 4, 6], { size: 2, placeOf: (n) => n % 2, random });
    counts[even! / 2]!++;
    equal(odd, 1);
  }
  // 1000 are expected of each; 6 standard deviations are 164.
  for (const count of counts) ok(Math.abs(count - 1000) < 164, String(counts));
});

Deno.test("createExemplarReservoir() copies what is offered in the same object", () => {
  const attributes: Record<string, number> = { n: 1 };
  let reads = 0;
  const reservoir = createExemplarReservoir({
    size: 1,
    random: () => 0.99,
    now: () => [1_795_368_010, reads++],
  });
  const measurement = { ...MEASUREMENT, attributes };
  reservoir.offer(5, measurement);
  attributes.n = 2;
  reservoir.offer(6, measurement);
  deepEqual(reservoir.kept, [{
    value: 5,
    time: [1_795_368_010, 0],
    attributes: { n: 1 },
    spanContext: undefined,
  }]);
  equal(reads, 1, "the time is read for what is kept only");
});

/** Numbers that are the same in every run, from 0 to below 1. */
function linearCongruential(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
