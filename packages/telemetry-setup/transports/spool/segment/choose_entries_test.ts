import { equal } from "node:assert/strict";
import { chooseEntries } from "./choose_entries.ts";

function entry(itemCount: number, payloadBytes: number, label = "a") {
  const place = { offset: 0, end: 0, itemsBefore: 0, time: 0, dueAt: 0 };
  return { ...place, itemCount, payloadBytes, label };
}
const NO_LIMITS = { maxItems: Infinity, maxBytes: Infinity };

Deno.test("chooseEntries() takes all, when limits allow", () => {
  equal(chooseEntries([entry(1, 1), entry(1, 1), entry(1, 1)], 1, NO_LIMITS), 3);
});

Deno.test("chooseEntries() stops before a limit would be passed, when there is one", () => {
  const entries = [entry(2, 10), entry(2, 10), entry(2, 10)];
  equal(chooseEntries(entries, 0, { maxItems: 4, maxBytes: Infinity }), 2);
  equal(chooseEntries(entries, 0, { maxItems: Infinity, maxBytes: 29 }), 2);
});

Deno.test("chooseEntries() takes one, when that alone is above the limits", () => {
  equal(chooseEntries([entry(9, 9), entry(1, 1)], 0, { maxItems: 1, maxBytes: 1 }), 1);
});

Deno.test("chooseEntries() stops, when the label is another one", () => {
  equal(chooseEntries([entry(1, 1), entry(1, 1, "b"), entry(1, 1)], 0, NO_LIMITS), 1);
});
