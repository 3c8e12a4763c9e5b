import assert from "node:assert/strict";
import { sumItems } from "./sum_items.ts";

Deno.test("sumItems() adds up by signal and destination, in the order of the first ones", () => {
  const [a, b] = ["http://a", "http://b"];
  assert.deepEqual(
    sumItems([
      { destination: a, signal: "logs", itemCount: 1 },
      { destination: a, signal: "traces", itemCount: 2 },
      { destination: b, signal: "logs", itemCount: 4 },
      { destination: a, signal: "logs", itemCount: 8 },
    ]),
    [
      { destination: a, signal: "logs", itemCount: 9 },
      { destination: a, signal: "traces", itemCount: 2 },
      { destination: b, signal: "logs", itemCount: 4 },
    ],
  );
});
