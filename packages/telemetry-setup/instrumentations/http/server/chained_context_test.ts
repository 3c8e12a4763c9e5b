import assert from "node:assert/strict";
import { type Context, createContextKey, ROOT_CONTEXT } from "@opentelemetry/api";
import { ChainedContext } from "./chained_context.ts";

const KEYS = Array.from({ length: 12 }, (_, n) => createContextKey(`key ${n}`));
const ABSENT = createContextKey("absent");

/** Begins a chain with nothing in it. */
const base = () => ({
  depth: 0,
  flatten: () => ROOT_CONTEXT,
  getValue: () => undefined,
  setValue: (key: symbol, value: unknown) => new ChainedContext(base(), key, value),
  deleteValue: () => ROOT_CONTEXT,
});

/** The same numbers each time. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223 | 0;
    return (state >>> 8) % below;
  };
}

Deno.test("ChainedContext has what the API's own contexts have, whatever is set and deleted", () => {
  for (let seed = 0; seed < 200; seed++) {
    const random = createRandom(seed);
    let [ours, theirs]: [Context, Context] = [base(), ROOT_CONTEXT];
    const earlier: [Context, Context][] = [];
    for (let step = 0; step < 30; step++) {
      const key = KEYS[random(KEYS.length)]!;
      earlier.push([ours, theirs]);
      if (random(6) === 0) [ours, theirs] = [ours.deleteValue(key), theirs.deleteValue(key)];
      else [ours, theirs] = [ours.setValue(key, step), theirs.setValue(key, step)];
      if (random(8) === 0) [ours, theirs] = earlier[random(earlier.length)]!;
    }
    for (const [one, other] of [...earlier, [ours, theirs] as const]) {
      const values = (context: Context) => [...KEYS, ABSENT].map((key) => context.getValue(key));
      assert.deepEqual(values(one), values(other), `seed ${seed}`);
    }
  }
});

Deno.test("ChainedContext never grows beyond some values, however often one is set", () => {
  let context: Context = base();
  for (let i = 0; i < 1000; i++) {
    context = context.setValue(KEYS[0]!, i).setValue(KEYS[1]!, i);
    assert.ok(!(context instanceof ChainedContext) || context.depth <= 8);
  }
  assert.deepEqual([context.getValue(KEYS[0]!), context.getValue(KEYS[1]!)], [999, 999]);
});
