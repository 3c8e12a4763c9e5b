import assert from "node:assert/strict";
import { checkAims } from "./check_aims.ts";
import type { VariantSummary } from "./summarize_variant.ts";

function variant(running: number, added: number): VariantSummary {
  const summary = (median: number) => ({ least: median, median, lower: median, upper: median });
  return { running: summary(running), ended: summary(running), added: summary(added) };
}

Deno.test("checkAims() takes one bare start off what instrument costs", () => {
  const aims = checkAims({
    bare: variant(20, 0),
    bundle: variant(61, 41),
    installed: variant(96, 76),
    instrument: variant(97, 77),
  });
  assert.deepEqual(aims.map(({ measured, met }) => [measured, met]), [
    [15, true],
    [16, false],
    [41, false],
  ]);
});

Deno.test("checkAims() refuses a run without what it needs", () => {
  assert.throws(() => checkAims({}), TypeError);
});
