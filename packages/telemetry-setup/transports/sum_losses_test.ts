import assert from "node:assert/strict";
import type { Loss } from "./delivery.ts";
import { sumLosses } from "./sum_losses.ts";

Deno.test("sumLosses() adds up by destination and signal, in order of appearance", () => {
  const loss = (destination: string, signal: Loss["signal"], itemCount: number): Loss => ({
    destination,
    signal,
    itemCount,
  });
  assert.deepEqual(
    sumLosses([
      loss("b", "logs", 1),
      loss("a", "logs", 2),
      loss("b", "traces", 3),
      loss("b", "logs", 4),
    ]),
    [loss("b", "logs", 5), loss("a", "logs", 2), loss("b", "traces", 3)],
  );
  assert.deepEqual(sumLosses([]), []);
});
